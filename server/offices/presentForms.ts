/** The forms of offices, with what a change does to running, former and planned waves said beside them. */
import { formatter } from '../i18n/format.ts';
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Levels } from './levels/level.ts';
import type { StoredOffice } from './loadOffices.ts';
import { isValidOn } from './office.ts';
import { officeName } from './officeName.ts';
import type { OfficeTree } from './officeTree.ts';
import type { OfficeWave } from './officeWaves.ts';

interface Choices {
  tree: OfficeTree<StoredOffice>;
  day: string;
  /** The office that is changed; null for a new one. */
  code: string | null;
}

/** Offices that another may stand under or go over to: all that exist but itself and those below it. */
export function officeOptions({ tree, day, code }: Choices, { lang }: Reader) {
  const own = new Set(code === null ? [] : tree.subtree(code).map((office) => office.code));
  return tree
    .inOrder()
    .filter(({ office }) => isValidOn(office, day) && !own.has(office.code))
    .map(({ office, depth }) => ({
      value: office.code,
      label: `${'\u00a0\u00a0'.repeat(depth)}${officeName(office, lang)}`,
    }));
}

/** The level of the office stays a choice, even where it is no longer used. */
export const levelOptions = ({ all, name }: Levels, current: string | undefined, { lang }: Reader) =>
  all
    .filter(({ id, isRetired }) => !isRetired || id === current)
    .map(({ id }) => ({ value: id, label: name(id, lang) }));

/** An office as its form shows it. */
export function formValues(office: StoredOffice, { f }: Reader): Record<string, string> {
  return {
    nameFa: office.nameFa,
    nameEn: office.nameEn,
    level: office.level,
    parent: office.parent ?? '',
    statisticalCode: office.statisticalCode ? f.digits(office.statisticalCode) : '',
  };
}

/** One sentence for each wave that holds the office, those that run first, and what holds for all others. */
export function consequencesOf(
  waves: readonly OfficeWave[],
  kind: 'new' | 'change' | 'end',
  code: string | null,
  { t, f }: Reader,
): string[] {
  const holding = code === null ? [] : waves.filter(({ headcounts }) => headcounts.has(code));
  const running = holding.filter((wave) => wave.running);
  const drafts = kind === 'new' ? waves.filter(isDraft) : holding.filter(isDraft);
  const former = holding.length - running.length - (kind === 'new' ? 0 : drafts.length);
  const titles = (list: readonly OfficeWave[]) => f.list(list.map(({ title }) => `«${title}»`));
  return [
    ...(running.length > 0
      ? [t(`offices:effect.${kind}.running`, { waves: titles(running) })]
      : [t('offices:effect.noneRunning')]),
    ...(drafts.length > 0 ? [t(`offices:effect.${kind}.draft`, { waves: titles(drafts) })] : []),
    ...(former > 0 ? [t('offices:effect.former', { count: former })] : []),
    t(`offices:effect.${kind}.next`),
  ];
}

const isDraft = ({ state }: OfficeWave) => state === 'draft';

/** How a day is typed, by the example of today. */
export const dayExample = (day: string) => formatter('fa').dateNumeric(instantOfDay(day));
