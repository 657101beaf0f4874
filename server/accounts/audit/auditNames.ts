/**
 * Names for the things that audit entries refer to by id. The app hands over the names that other features own; a thing that was
 * deleted since keeps the name that an entry of the trail gave it.
 */
import mongoose from 'mongoose';
import type { Language } from '../../i18n/languages.ts';
import { AccountModel } from '../account.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';
import { formsOf, officeOrUnitOf, type Subject, type SubjectKind, subjectOf } from './subject.ts';

/** Names by id; an id that is unknown is left out. */
export type NamesOf = (ids: readonly string[], language: Language) => Promise<ReadonlyMap<string, string>>;

type OwnedKind = Exclude<SubjectKind, 'account'>;

/** Names of parts of waves, by id of the wave and of the part. */
type NamesInWaves = (
  waves: readonly string[],
  language: Language,
) => Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;

export interface OwnedNames extends Record<OwnedKind, NamesOf> {
  /** Of offices and units. */
  inWave: NamesInWaves;
  dimensions: NamesInWaves;
  /** Of all levels of offices. */
  levels: (language: Language) => Promise<ReadonlyMap<string, string>>;
}

export interface Names {
  of(kind: SubjectKind, id: string): string | undefined;
  /** The name of an office or unit in the wave, otherwise its present name. */
  inWave(wave: string, officeOrUnit: string): string | undefined;
  dimension(wave: string, id: string): string | undefined;
  level(id: string): string | undefined;
}

/** Names of everything that these entries refer to. */
export async function loadNames(
  entries: readonly AuditEntry[],
  owned: OwnedNames,
  language: Language,
): Promise<Names> {
  const ids = idsIn(entries);
  const kinds = ['wave', 'office', 'instrument', 'kiosk', 'token'] as const;
  const withDimensions = entries.filter(({ detail }) => typeof detail?.dimension === 'string');
  const [inWaves, dimensions, levels, accounts, ...found] = await Promise.all([
    owned.inWave([...ids.wave], language),
    owned.dimensions([...idsIn(withDimensions).wave], language),
    owned.levels(language),
    accountNames(),
    ...kinds.map((kind) => owned[kind]([...ids[kind]], language)),
  ]);
  const names = new Map<SubjectKind, ReadonlyMap<string, string>>([
    ['account', accounts],
    ...kinds.map((kind, at) => [kind, found[at]!] as const),
  ]);
  const missing = [...subjectsIn(entries)].filter(({ kind, id }) => !names.get(kind)?.has(id));
  const earlierNames = await namesInTrail(missing);
  const of: Names['of'] = (kind, id) => names.get(kind)?.get(id) ?? earlierNames.get(keyOf({ kind, id }));
  return {
    of,
    inWave: (wave, code) => inWaves.get(wave)?.get(code) ?? of('office', code),
    dimension: (wave, id) => dimensions.get(wave)?.get(id),
    level: (id) => levels.get(id),
  };
}

function* subjectsIn(entries: readonly AuditEntry[]): Generator<Pick<Subject, 'kind' | 'id'>> {
  for (const entry of entries) {
    yield { kind: 'account', id: entry.actor };
    const about = subjectOf(entry);
    if (about) yield about;
  }
}

/** The ids to look up. */
function idsIn(entries: readonly AuditEntry[]): Record<OwnedKind, Set<string>> {
  const ids = {
    wave: new Set<string>(),
    office: new Set<string>(),
    instrument: new Set<string>(),
    kiosk: new Set<string>(),
    token: new Set<string>(),
  };
  for (const entry of entries) {
    const about = subjectOf(entry);
    const { office, parent, successor, offices, waiting, replaces } = entry.detail ?? {};
    if (about && about.kind !== 'account') ids[about.kind].add(about.id);
    const part = about && officeOrUnitOf(about);
    if (part) ids.office.add(part);
    for (const codes of [office, parent, successor, offices, waiting, replaces])
      if (typeof codes === 'string') for (const code of codes.split(' ')) ids.office.add(code);
  }
  return ids;
}

async function accountNames(): Promise<ReadonlyMap<string, string>> {
  const accounts = await AccountModel.find({}, { displayName: 1 }).lean();
  return new Map(accounts.map(({ _id, displayName }) => [_id, displayName]));
}

const keyOf = ({ kind, id }: Pick<Subject, 'kind' | 'id'>) => `${kind} ${id}`;

/** Names that entries gave to things deleted since, such as the entry about the deletion of a draft. */
async function namesInTrail(
  missing: readonly Pick<Subject, 'kind' | 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  if (missing.length === 0) return new Map();
  const subjects = new Map(missing.map((subject) => [keyOf(subject), subject]));
  const about = mongoose.trusted({ $in: [...subjects.values()].flatMap(formsOf) });
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
