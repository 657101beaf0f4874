/**
 * Stores the levels as an administrator has written and ordered them. One that offices stand on cannot be taken out of use; one that is taken
 * out keeps its names for former waves.
 */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { OfficeModel } from '../office.ts';
import { type Level, maxLevels } from './level.ts';
import type { TypedLevel, TypedLevels } from './levelForm.ts';
import { LevelsModel, loadLevels } from './loadLevels.ts';

/** @returns what keeps them from being stored */
export async function saveLevels(
  { revision, levels: typed, again, errors }: TypedLevels,
  { actor, now }: AuditContext,
): Promise<FieldError[]> {
  const [stored, offices] = await Promise.all([loadLevels(), officesByLevel()]);
  const kept = typed.filter(({ id, isRemoved }) => !isRemoved || (offices.get(id) ?? 0) > 0);
  const returned = stored.all.filter(({ id, isRetired }) => isRetired && again.includes(id));
  const wrong = [
    ...errors,
    ...typed.flatMap(({ id, at, isRemoved }): FieldError[] => {
      const count = offices.get(id) ?? 0;
      if (!isRemoved || count === 0) return [];
      return [{ field: `remove-${at}`, message: 'offices:levels.errors.stands', values: { count } }];
    }),
    ...limitErrors(kept, returned.length),
    ...(revision === stored.revision
      ? []
      : [{ field: 'revision', message: 'offices:levels.errors.changed' }]),
  ];
  if (wrong.length > 0) return wrong;
  const levels = withIds(kept, returned, stored.all);
  if (!(await store(levels, revision)))
    return [{ field: 'revision', message: 'offices:levels.errors.changed' }];
  const names = levels.filter(({ isRetired }) => !isRetired).map(({ title }) => title.fa);
  await audit({ at: now, actor, action: 'office.levels', detail: { levels: names.join(' ← ') } });
  return [];
}

/** How many offices, former ones too, stand on each level. */
export async function officesByLevel(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { level } of await OfficeModel.find({}, { level: 1 }).lean())
    counts.set(level, (counts.get(level) ?? 0) + 1);
  return counts;
}

function limitErrors(kept: readonly TypedLevel[], returned: number): FieldError[] {
  const count = kept.length + returned;
  if (count === 0) return [{ field: 'revision', message: 'offices:levels.errors.none' }];
  if (count <= maxLevels) return [];
  return [{ field: 'revision', message: 'offices:levels.errors.tooMany', values: { count: maxLevels } }];
}

/** Those in use in their order, those used again after them, and the ones no longer used last. */
function withIds(kept: readonly TypedLevel[], returned: readonly Level[], before: readonly Level[]): Level[] {
  const taken = new Set(before.map(({ id }) => id));
  const inUse = kept.map(({ id, title, plural }) => {
    const own = taken.has(id) ? id : freeId(title.en, taken);
    taken.add(own);
    return { id: own, title, plural, isRetired: false };
  });
  const used = new Set([...inUse, ...returned].map(({ id }) => id));
  return [
    ...inUse,
    ...returned.map((level) => ({ ...level, isRetired: false })),
    ...before.filter(({ id }) => !used.has(id)).map((level) => ({ ...level, isRetired: true })),
  ];
}

/** Of the English name where there is one: files and programs name it. */
function freeId(nameEn: string, taken: ReadonlySet<string>): string {
  const words = nameEn
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter(Boolean);
  const wanted = words.join('-').slice(0, 40) || 'level';
  for (let number = 1; ; number += 1) {
    const id = number === 1 && words.length > 0 ? wanted : `${wanted}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** @returns false when somebody was faster */
async function store(levels: readonly Level[], revision: number): Promise<boolean> {
  if (revision > 0) {
    const written = await LevelsModel.updateOne(
      { _id: 'levels', revision },
      { $set: { levels, revision: revision + 1 } },
    );
    return written.matchedCount > 0;
  }
  const written = await LevelsModel.updateOne(
    { _id: 'levels' },
    { $setOnInsert: { levels, revision: 1 } },
    { upsert: true },
  );
  return written.upsertedCount > 0;
}
