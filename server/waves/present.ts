/** What pages show of a wave: names, states, dates and frozen settings in the reader's language. */
import { dayMs } from '../clock.ts';
import { alphabetically } from '../i18n/alphabetically.ts';
import type { Formatter } from '../i18n/format.ts';
import type { Reader } from '../i18n/reader.ts';
import { officeName } from '../offices/officeName.ts';
import { officeTree } from '../offices/officeTree.ts';
import { officesAsked } from './officesAsked.ts';
import { endOf, type Wave } from './wave.ts';
import { graceEndOf, phaseOf } from './wavePhase.ts';
import type { WaveOffice } from './waveUnit.ts';

export interface Fact {
  label: string;
  value: string;
}

/** «باز تا پایان ۲۵ اسفند ۱۳۹۹، ۹ روز دیگر» */
export function stateLine(wave: Wave, now: Date, { t, f }: Reader): string {
  const phase = phaseOf(wave, now);
  const graceEnd = graceEndOf(wave);
  if (phase === 'notYetOpen' && wave.opensAt) {
    return t('waves:stateLine.notYetOpen', { date: f.dateLong(wave.opensAt) });
  }
  if (phase === 'open' && wave.closesAt) {
    const days = Math.ceil((wave.closesAt.getTime() - now.getTime()) / dayMs);
    return t('waves:stateLine.open', { date: f.dateLong(wave.closesAt), count: days });
  }
  if (phase === 'grace' && graceEnd) {
    return t('waves:stateLine.grace', { date: f.dateTime(graceEnd) });
  }
  return t(`waves:stateLine.${wave.state}`, { date: dateOf(wave, f) });
}

function dateOf(wave: Wave, f: Formatter): string {
  const { closedAt, countedAt, releasedAt, withdrawnAt } = wave;
  const dates = {
    draft: null,
    open: null,
    closed: closedAt,
    counted: countedAt,
    released: releasedAt,
    withdrawn: withdrawnAt,
  };
  const at = dates[wave.state];
  return at ? f.dateLong(at) : '';
}

export function periodOf(wave: Pick<Wave, 'opensAt' | 'closesAt' | 'closedAt'>, { t, f }: Reader): string {
  const [from, to] = [wave.opensAt, endOf(wave)];
  if (!from || !to) return t('waves:noDates');
  return t('waves:period', { from: f.dateNumeric(from), to: f.dateNumeric(to) });
}

/** The settings that the launch froze, or would freeze, for the margin of a page. */
export function settingsOf(wave: Wave, items: number, { t, f }: Reader): Fact[] {
  const day = (at: Date | null) => (at ? f.dateNumeric(at) : t('waves:noDates'));
  const facts: [string, string][] = [
    ['minimum', f.number(wave.minimum)],
    ['minimumDetail', f.number(wave.minimumDetail)],
    ['offices', f.number(officesAsked(wave).length)],
    ['items', f.number(items)],
    ['opensAt', day(wave.opensAt)],
    ['closesAt', day(wave.closesAt)],
    ['graceHours', t('waves:hours', { count: wave.graceHours })],
    ['headsAnswerAt', t(`waves:headsShort.${wave.headsAnswerAt}`)],
    ['audiences', f.list(wave.audiences.map((audience) => t(`waves:audience.${audience}`)))],
    ...(wave.resultsWords ? [['resultsWords', wave.resultsWords] satisfies [string, string]] : []),
  ];
  return facts.map(([label, value]) => ({ label: t(`waves:settings.${label}`), value }));
}

export interface TreeRow {
  code: string;
  name: string;
  depth: number;
  headcount: number | null;
}

/** Offices in the order of the tree, siblings in alphabetical order. */
export function treeRows(
  offices: readonly Pick<WaveOffice, 'code' | 'parent' | 'nameFa' | 'nameEn' | 'headcount'>[],
  { lang }: Pick<Reader, 'lang'>,
): TreeRow[] {
  const named = offices.map((office) => ({ ...office, name: officeName(office, lang) }));
  return officeTree(alphabetically(named, ({ name }) => name))
    .inOrder()
    .map(({ office, depth }) => ({
      code: office.code,
      name: office.name,
      depth: Math.min(depth, 5),
      headcount: office.headcount,
    }));
}

export interface TreeBranch extends TreeRow {
  /** Names and codes of the whole branch, for searching. */
  text: string;
  below: TreeRow[];
}

/** The tree as branches of the second level; the root stands alone before them. */
export function treeBranches(
  offices: Parameters<typeof treeRows>[0],
  reader: Pick<Reader, 'lang'>,
): TreeBranch[] {
  const branches: TreeBranch[] = [];
  for (const row of treeRows(offices, reader)) {
    const branch = row.depth > 1 ? branches.at(-1) : undefined;
    if (branch) branch.below.push(row);
    else branches.push({ ...row, text: '', below: [] });
  }
  const searchTextOf = (rows: TreeRow[]) => rows.flatMap(({ name, code }) => [name, code]).join(' ');
  return branches.map((branch) => ({ ...branch, text: searchTextOf([branch, ...branch.below]) }));
}

/** As many statements as the questionnaire has: a control statement that several instruments share is asked once. */
export function itemCount(instruments: Readonly<Wave['instruments']>): number {
  const controls = new Set(instruments.flatMap((one) => one.controls.map(({ id }) => id)));
  const dimensions = instruments.flatMap((one) => one.dimensions);
  return dimensions.reduce((sum, { items }) => sum + items.length, controls.size);
}
