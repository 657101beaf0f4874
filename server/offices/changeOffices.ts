/**
 * Makes, changes and ends offices. Waves that were launched keep the names, places and headcounts that their launch froze, so that nothing
 * here changes a result. An office that takes the place of others ends them the day before and takes over what stood below them.
 */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { randomId } from '../database/randomId.ts';
import type { FieldError } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import type { Levels } from './levels/level.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { loadOffices, type StoredOffice } from './loadOffices.ts';
import { isValidOn, type Office, OfficeModel, officeSearchKey } from './office.ts';
import type { NewOffice, OfficeValues } from './officeForms.ts';
import type { OfficeTree } from './officeTree.ts';

export type OfficeChanged = { ok: true; code: string } | { ok: false; errors: FieldError[] };

const refused = (field: string, message: string): OfficeChanged => ({
  ok: false,
  errors: [{ field, message: `offices:errors.${message}` }],
});

export async function createOffice(values: NewOffice, auditContext: AuditContext): Promise<OfficeChanged> {
  const [tree, levels] = await Promise.all([loadOffices(), loadLevels()]);
  const wrong = wrongLevel(levels, values) ?? wrongPlace(tree, values);
  if (wrong) return wrong;
  const before = values.replaces === null ? undefined : tree.get(values.replaces);
  if (values.replaces !== null && !before) return refused('replaces', 'office');
  const { replaces, ...record } = values;
  const code = newCode(values.nameEn, tree);
  const office = withSearchKey({
    _id: code,
    ...record,
    shortNameFa: null,
    shortNameEn: null,
    latitude: null,
    longitude: null,
    validTo: null,
    replaces: replaces === null ? [] : [replaces],
  });
  await OfficeModel.create(office);
  if (before && values.validFrom) await replace(before, code, dayBefore(values.validFrom), tree);
  await note('office.create', code, { parent: values.parent, replaces }, auditContext);
  return { ok: true, code };
}

/** @throws NotFound */
export async function changeOffice(
  code: string,
  values: OfficeValues,
  auditContext: AuditContext,
): Promise<OfficeChanged> {
  const [tree, levels] = await Promise.all([loadOffices(), loadLevels()]);
  const before = tree.get(code);
  if (!before) throw new NotFound();
  const wrong = wrongLevel(levels, values, before.level) ?? wrongPlace(tree, values, code);
  if (wrong) return wrong;
  const { code: _code, ...stored } = before;
  const { searchKey, ...office } = { ...stored, ...values };
  await OfficeModel.updateOne({ _id: code }, { $set: { ...values, searchKey: officeSearchKey(office) } });
  const changed = Object.entries(values).filter(
    ([name, value]) => value !== before[name as keyof OfficeValues],
  );
  const detail = Object.fromEntries(changed.map(([name, value]) => [name, value]));
  if (changed.length > 0) await note('office.change', code, detail, auditContext);
  return { ok: true, code };
}

interface OfficeEnd {
  /** Its last day (ISO date). */
  validTo: string;
  /** The office that its staff and what stands below it go over to. */
  successor: string | null;
}

/** @throws NotFound */
export async function endOffice(
  code: string,
  { validTo, successor }: OfficeEnd,
  auditContext: AuditContext,
): Promise<OfficeChanged> {
  const tree = await loadOffices();
  const office = tree.get(code);
  if (!office) throw new NotFound();
  if (office.validFrom !== null && validTo < office.validFrom) return refused('validTo', 'endBeforeStart');
  const heir = successor === null ? undefined : tree.get(successor);
  if (successor !== null && (!heir || tree.subtree(code).includes(heir)))
    return refused('successor', 'successor');
  const below = tree.children(code).filter((child) => isValidOn(child, dayAfter(validTo)));
  if (!heir && below.length > 0) return refused('successor', 'below');
  if (heir) {
    await replace(office, heir.code, validTo, tree);
    const headcount = sum(heir.headcount, office.headcount);
    const replaces = [...new Set([...heir.replaces, code])];
    await OfficeModel.updateOne({ _id: heir.code }, { $set: { replaces, headcount } });
  } else await OfficeModel.updateOne({ _id: code }, { $set: { validTo } });
  await note('office.end', code, { validTo, successor }, auditContext);
  return { ok: true, code };
}

/** What is known of the two together; nothing where one is not known. */
const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

async function replace(office: StoredOffice, heir: string, validTo: string, tree: OfficeTree<StoredOffice>) {
  const below = tree
    .children(office.code)
    .map(({ code }) => code)
    .filter((code) => code !== heir);
  await OfficeModel.updateOne({ _id: office.code }, { $set: { validTo } });
  if (below.length > 0)
    await OfficeModel.updateMany({ _id: mongoose.trusted({ $in: below }) }, { $set: { parent: heir } });
}

/** A level that is no longer used can be kept, not given. */
function wrongLevel({ inUse }: Levels, { level }: OfficeValues, before?: string) {
  return level === before || inUse.some(({ id }) => id === level) ? null : refused('level', 'level');
}

/** What keeps an office from standing there; null where nothing does. */
function wrongPlace(tree: OfficeTree<StoredOffice>, { parent }: OfficeValues, code?: string) {
  if (parent === null)
    return tree.roots.some((root) => root.code !== code) ? refused('parent', 'root') : null;
  if (!tree.get(parent)) return refused('parent', 'office');
  const isBelow = code !== undefined && tree.subtree(code).some((office) => office.code === parent);
  return isBelow ? refused('parent', 'circle') : null;
}

/** A code that nobody has to think about: of the English name where there is one. */
function newCode(nameEn: string, tree: OfficeTree<StoredOffice>): string {
  const slug = nameEn
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const wanted = slug || `office-${randomId(6)}`;
  return tree.get(wanted) ? `${wanted}-${randomId(4)}` : wanted;
}

const withSearchKey = (office: Omit<Office, 'searchKey'>): Office => ({
  ...office,
  searchKey: officeSearchKey(office),
});

async function note(
  action: string,
  code: string,
  detail: Record<string, string | null>,
  { actor, now }: AuditContext,
): Promise<void> {
  await audit({ at: now, actor, action, subject: { kind: 'office', id: code }, detail });
}

const dayMs = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
const dayBefore = (day: string) => shifted(day, -1);
const dayAfter = (day: string) => shifted(day, 1);
