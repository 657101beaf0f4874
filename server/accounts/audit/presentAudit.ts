/** Entries of the audit trail as a person reads them: names instead of ids, and the id of each where it was. */
import type { Reader } from '../../i18n/reader.ts';
import type { AuditEntry } from './auditEntry.ts';
import { type NameOf, subjectOf } from './auditNames.ts';

interface NamedText {
  text: string;
  /** The id in the trail, where the text is a name. */
  id: string;
}

export function presentEntry(entry: AuditEntry, callIt: NameOf, reader: Reader) {
  const { t, f } = reader;
  const actor =
    callIt('account', entry.actor) ?? t(`audit:actor.${entry.actor}`, { defaultValue: entry.actor });
  return {
    position: f.number(entry._id),
    at: f.dateTime(entry.at),
    actor: { text: actor, id: entry.actor },
    action: actionName(entry.action, reader),
    subject: presentSubject(entry, callIt),
    facts: Object.entries(entry.detail ?? {}).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [factOf(entry, name, value, callIt, reader)],
    ),
  };
}

export const actionName = (action: string, { t }: Pick<Reader, 't'>) =>
  t(`audit:action.${action}`, { defaultValue: action });

function presentSubject(entry: AuditEntry, callIt: NameOf): NamedText[] {
  const about = subjectOf(entry);
  if (!about) return [];
  const { kind, id, officeOrUnit } = about;
  const whole = { text: callIt(kind, id) ?? id, id: entry.subject };
  return officeOrUnit
    ? [
        {
          text: callIt(kind, `${id}:${officeOrUnit}`) ?? callIt('office', officeOrUnit) ?? officeOrUnit,
          id: entry.subject,
        },
        whole,
      ]
    : [whole];
}

const isoMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function factOf(
  entry: AuditEntry,
  name: string,
  value: string | number | boolean,
  callIt: NameOf,
  reader: Reader,
): NamedText {
  const { t } = reader;
  const label = t(`audit:fact.${name}`, { defaultValue: name });
  return { text: `${label}: ${shownValue(entry, name, value, callIt, reader)}`, id: String(value) };
}

function shownValue(
  entry: AuditEntry,
  name: string,
  value: string | number | boolean,
  callIt: NameOf,
  { t, f }: Reader,
): string {
  if (typeof value === 'number') return f.number(value);
  if (typeof value === 'boolean') return t(value ? 'audit:yes' : 'audit:no');
  if (name === 'role') return t(`accounts:role.${value}`, { defaultValue: value });
  if (name === 'audience') return t(`waves:audience.${value}`, { defaultValue: value });
  if (name === 'unit') return callIt('wave', `${subjectOf(entry)?.id}:${value}`) ?? value;
  if (name === 'office') return callIt('office', value) ?? value;
  if (name === 'offices') return f.list(value.split(' ').map((code) => callIt('office', code) ?? code));
  if (name === 'consentBy' || name === 'askedBy') return callIt('account', value) ?? value;
  return isoMoment.test(value) ? f.dateTime(new Date(value)) : value;
}
