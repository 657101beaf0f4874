/**
 * What the audit trail calls the things that its entries speak of, which are stored as ids. Names of things that other features own
 * are handed over by the app; what is gone since is called as an entry of the trail itself called it.
 */
import mongoose from 'mongoose';
import type { Language } from '../../i18n/languages.ts';
import { AccountModel } from '../account.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';
import { formsOf, officeOrUnitOf, type Subject, type SubjectKind, subjectOf } from './subject.ts';

/** Names by id; an id that is unknown is left out. */
export type NamesOf = (ids: readonly string[], language: Language) => Promise<ReadonlyMap<string, string>>;

type OwnedKind = Exclude<SubjectKind, 'account'>;

export interface OwnedNames extends Record<OwnedKind, NamesOf> {
  /** Of the offices and units within some waves, by id of the wave and code. */
  inWave: (
    waves: readonly string[],
    language: Language,
  ) => Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
}

export interface Names {
  of(kind: SubjectKind, id: string): string | undefined;
  /** Of an office or unit as the wave has it, else as it is called now. */
  inWave(wave: string, officeOrUnit: string): string | undefined;
}

/** Names of all that some entries speak of. */
export async function loadNames(
  entries: readonly AuditEntry[],
  owned: OwnedNames,
  language: Language,
): Promise<Names> {
  const ids = idsIn(entries);
  const kinds = ['wave', 'office', 'instrument', 'kiosk'] as const;
  const [inWaves, accounts, ...found] = await Promise.all([
    owned.inWave([...ids.wave], language),
    accountNames(),
    ...kinds.map((kind) => owned[kind]([...ids[kind]], language)),
  ]);
  const names = new Map<SubjectKind, ReadonlyMap<string, string>>([
    ['account', accounts],
    ...kinds.map((kind, at) => [kind, found[at]!] as const),
  ]);
  const missing = [...spokenOf(entries)].filter(({ kind, id }) => !names.get(kind)?.has(id));
  const remembered = await rememberedNames(missing);
  const of: Names['of'] = (kind, id) => names.get(kind)?.get(id) ?? remembered.get(keyOf({ kind, id }));
  return { of, inWave: (wave, code) => inWaves.get(wave)?.get(code) ?? of('office', code) };
}

function* spokenOf(entries: readonly AuditEntry[]): Generator<Pick<Subject, 'kind' | 'id'>> {
  for (const entry of entries) {
    yield { kind: 'account', id: entry.actor };
    const about = subjectOf(entry);
    if (about) yield about;
  }
}

/** What to ask the owners of names for. */
function idsIn(entries: readonly AuditEntry[]): Record<OwnedKind, Set<string>> {
  const ids = {
    wave: new Set<string>(),
    office: new Set<string>(),
    instrument: new Set<string>(),
    kiosk: new Set<string>(),
  };
  for (const entry of entries) {
    const about = subjectOf(entry);
    const { office, offices } = entry.detail ?? {};
    if (about && about.kind !== 'account') ids[about.kind].add(about.id);
    const part = about && officeOrUnitOf(about);
    if (part) ids.office.add(part);
    if (typeof office === 'string') ids.office.add(office);
    if (typeof offices === 'string') for (const code of offices.split(' ')) ids.office.add(code);
  }
  return ids;
}

async function accountNames(): Promise<ReadonlyMap<string, string>> {
  const accounts = await AccountModel.find({}, { displayName: 1 }).lean();
  return new Map(accounts.map(({ _id, displayName }) => [_id, displayName]));
}

const keyOf = ({ kind, id }: Pick<Subject, 'kind' | 'id'>) => `${kind} ${id}`;

/** What entries about things that are gone called them, such as the one of a draft's deletion. */
async function rememberedNames(
  missing: readonly Pick<Subject, 'kind' | 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  if (missing.length === 0) return new Map();
  const asked = new Map(missing.map((subject) => [keyOf(subject), subject]));
  const about = mongoose.trusted({ $in: [...asked.values()].flatMap(formsOf) });
  const entries = await AuditModel.find({ subject: about }, { action: 1, subject: 1, detail: 1 })
    .sort({ _id: 1 })
    .lean();
  return new Map(
    entries.flatMap((entry) => {
      const { title, name, username } = entry.detail ?? {};
      const called = title ?? name ?? username;
      const subject = subjectOf(entry);
      return subject && typeof called === 'string' ? [[keyOf(subject), called] as const] : [];
    }),
  );
}
