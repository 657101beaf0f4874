/**
 * What the audit trail calls the things that its entries speak of, which are stored as ids. Names of things that other features own
 * are handed over by the app; what is gone since is called as an entry of the trail itself called it.
 */
import mongoose from 'mongoose';
import type { Language } from '../../i18n/languages.ts';
import { AccountModel } from '../account.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';

/** Names by id; an id that is unknown is left out. */
export type NamesOf = (ids: readonly string[], language: Language) => Promise<ReadonlyMap<string, string>>;

/** A wave's names are asked for by its id, and those of an office or unit within it by `<wave>:<code>`. */
export type OwnedNames = Record<'wave' | 'office' | 'instrument' | 'kiosk', NamesOf>;
type Kind = 'account' | keyof OwnedNames;

export interface Subject {
  kind: Kind;
  id: string;
  /** An office or unit within the wave. */
  officeOrUnit?: string;
}

/** What an entry was about: `<kind> <id>`, or an id alone whose kind the action tells. */
export function subjectOf({ action, subject }: Pick<AuditEntry, 'action' | 'subject'>): Subject | null {
  const [, written, rest] = /^(?:(account|office|instrument|wave) )?(.+)$/.exec(subject) ?? [];
  if (!rest) return null;
  const kind = (written ?? (action.startsWith('kiosk.') ? 'kiosk' : 'wave')) as Kind;
  const [id = '', place] = kind === 'wave' ? rest.split(':') : [rest];
  return place ? { kind, id, officeOrUnit: place } : { kind, id };
}

export type NameOf = (kind: Kind, id: string) => string | undefined;

/** Names of all that some entries speak of. */
export async function loadNames(
  entries: readonly AuditEntry[],
  owned: OwnedNames,
  language: Language,
): Promise<NameOf> {
  const ids = idsIn(entries);
  const kinds = ['wave', 'office', 'instrument', 'kiosk'] as const;
  const found = await Promise.all(kinds.map((kind) => owned[kind]([...ids[kind]], language)));
  const names = new Map<Kind, ReadonlyMap<string, string>>(kinds.map((kind, at) => [kind, found[at]!]));
  names.set('account', await accountNames());
  const spokenOf = entries.flatMap((entry) => [
    subjectOf(entry),
    { kind: 'account' as const, id: entry.actor },
  ]);
  const missing = spokenOf.flatMap((one) =>
    one && !names.get(one.kind)?.has(one.id) ? [`${one.kind} ${one.id}`] : [],
  );
  const remembered = await rememberedNames(missing);
  return (kind, id) => names.get(kind)?.get(id) ?? remembered.get(`${kind} ${id}`);
}

function idsIn(entries: readonly AuditEntry[]): Record<keyof OwnedNames, Set<string>> {
  const ids = {
    wave: new Set<string>(),
    office: new Set<string>(),
    instrument: new Set<string>(),
    kiosk: new Set<string>(),
  };
  for (const entry of entries) {
    const about = subjectOf(entry);
    const { office, unit, offices } = entry.detail ?? {};
    if (about && about.kind !== 'account') ids[about.kind].add(about.id);
    if (about?.officeOrUnit) ids.wave.add(`${about.id}:${about.officeOrUnit}`);
    if (about?.officeOrUnit) ids.office.add(about.officeOrUnit);
    if (about && typeof unit === 'string') ids.wave.add(`${about.id}:${unit}`);
    if (typeof office === 'string') ids.office.add(office);
    if (typeof offices === 'string') for (const code of offices.split(' ')) ids.office.add(code);
  }
  return ids;
}

async function accountNames(): Promise<ReadonlyMap<string, string>> {
  const accounts = await AccountModel.find({}, { displayName: 1 }).lean();
  return new Map(accounts.map(({ _id, displayName }) => [_id, displayName]));
}

/** What entries about things that are gone called them, such as the one of a draft's deletion. */
async function rememberedNames(subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map();
  const about = mongoose.trusted({ $in: [...new Set(subjects)] });
  const entries = await AuditModel.find({ subject: about }, { subject: 1, detail: 1 })
    .sort({ _id: 1 })
    .lean();
  return new Map(
    entries.flatMap(({ subject, detail }) => {
      const name = detail?.title ?? detail?.name ?? detail?.username;
      return typeof name === 'string' ? [[subject, name] as const] : [];
    }),
  );
}
