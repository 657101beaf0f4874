/** Entries of the audit trail as a person reads them: names instead of ids, with each id beside its name. */
import type { Reader } from '../../i18n/reader.ts';
import type { AuditEntry } from './auditEntry.ts';
import type { Names } from './auditNames.ts';
import { officeOrUnitOf, subjectOf } from './subject.ts';

interface NamedText {
  text: string;
  /** The id in the trail, where the text is a name. */
  id: string;
}

export function presentEntry(entry: AuditEntry, names: Names, reader: Reader) {
  const { f } = reader;
  const actor = actorName(entry.actor, names, reader);
  return {
    position: f.number(entry._id),
    at: f.dateTime(entry.at),
    actor: { text: actor, id: entry.actor },
    action: actionName(entry.action, reader),
    subject: presentSubject(entry, names),
    facts: Object.entries(entry.detail ?? {}).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [factOf({ entry, name, value }, names, reader)],
    ),
  };
}

export const actionName = (action: string, { t }: Pick<Reader, 't'>) =>
  t(`audit:action.${action}`, { defaultValue: action });

/** An account, a program by its token, or what acts without either. */
export const actorName = (actor: string, names: Names, { t }: Pick<Reader, 't'>) =>
  names.of('account', actor) ??
  names.of('token', actor) ??
  t(`audit:actor.${actor}`, { defaultValue: actor });

function presentSubject(entry: AuditEntry, names: Names): NamedText[] {
  const about = subjectOf(entry);
  if (!about) return [];
  const { kind, id } = about;
  const whole = { text: names.of(kind, id) ?? id, id };
  const part = officeOrUnitOf(about);
  return part ? [{ text: names.inWave(id, part) ?? part, id: part }, whole] : [whole];
}

const isoTimestamp = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** One detail of an entry. */
interface EntryDetail {
  entry: AuditEntry;
  name: string;
  value: string | number | boolean;
}

function factOf(detail: EntryDetail, names: Names, reader: Reader): NamedText & { label: string } {
  const { name, value } = detail;
  const label = reader.t(`audit:fact.${name}`, { defaultValue: name });
  return { label, text: shownValue(detail, names, reader), id: String(value) };
}

/** Where the words of a fact stand that is one of a few ids. */
const wordsOf: Record<string, string> = {
  role: 'accounts:role',
  audience: 'waves:audience',
  message: 'messages:kind',
  language: 'instruments:language',
};
/** Of several ids, apart by spaces. */
const listsOf: Record<string, string> = { redPoints: 'launch:point' };
/** Codes of offices, one or several. */
const officeFacts = ['office', 'offices', 'waiting', 'parent', 'successor', 'replaces'];

function shownValue({ entry, name, value }: EntryDetail, names: Names, { t, f }: Reader): string {
  if (typeof value === 'number') return f.number(value);
  if (typeof value === 'boolean') return t(value ? 'audit:yes' : 'audit:no');
  const words = wordsOf[name];
  if (words) return t(`${words}.${value}`, { defaultValue: value });
  const lists = listsOf[name];
  if (lists) return f.list(value.split(' ').map((id) => t(`${lists}.${id}`, { defaultValue: id })));
  const wave = subjectOf(entry)?.id ?? '';
  if (name === 'level') return names.level(value) ?? value;
  if (name === 'unit') return names.inWave(wave, value) ?? value;
  if (name === 'dimension') return names.dimension(wave, value) ?? value;
  if (officeFacts.includes(name))
    return f.list(value.split(' ').map((code) => names.of('office', code) ?? code));
  if (name === 'consentBy' || name === 'askedBy') return names.of('account', value) ?? value;
  return isoTimestamp.test(value) ? f.dateTime(new Date(value)) : value;
}
