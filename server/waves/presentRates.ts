/**
 * The table of a running wave: one row an office of the second level with everyone below it, from the lowest rate; opened,
 * its own staff and the offices below follow. Small units are counted in steps, so that no single person shows.
 */

import { officeTree } from '../offices/officeTree.ts';
import type { Participation, WaveParticipation } from '../participation/listParticipation.ts';
import { rateBar } from '../reports/charts/rateBar.ts';
import { nameOf, type Reader } from './present.ts';
import type { Wave, WaveOffice } from './wave.ts';

/** Below this headcount the used rights of an office are shown in steps of five. */
export const smallBelow = 12;
const step = 5;

export interface RateRow {
  code: string;
  name: string;
  depth: number;
  invited: string;
  used: string;
  rate: string;
  /** SVG */
  bar: string;
  toggle: { href: string; open: boolean } | null;
}

interface Row {
  code: string;
  name: string;
  headcount: number;
  invited: number;
  /** As shown: in steps where the office is small. */
  used: number;
  inSteps: boolean;
}

interface Branch extends Row {
  below: Row[];
}

const rateOf = ({ used, headcount }: Row) => (headcount > 0 ? Math.min(1, used / headcount) : 0);

/** The offices of the first and second level, the latter from the lowest rate, each with what it consists of. */
export function rateBranches(wave: Wave, { offices }: WaveParticipation, { t, f, lang }: Reader): Branch[] {
  const tree = officeTree(wave.offices);
  const figures = new Map(offices.map((one) => [one.code, one]));
  const byRate = (a: Row, b: Row) => rateOf(a) - rateOf(b) || f.compare(a.name, b.name);
  const own = (office: WaveOffice) => ownRow(office.code, nameOf(office, lang), figures.get(office.code));
  const branch = (office: WaveOffice): Branch => {
    const below = tree.subtree(office.code).slice(1);
    if (below.length === 0) return { ...own(office), below: [] };
    const staffName = t('waves:live.ownStaff', { office: nameOf(office, lang) });
    const staff = { ...own(office), code: `${office.code}-own`, name: staffName };
    const parts = [staff, ...below.map(own).sort(byRate)];
    return { ...sumOf(parts), code: office.code, name: nameOf(office, lang), below: parts };
  };
  const second = tree.roots.flatMap(({ code }) => tree.children(code)).map(branch);
  return [...tree.roots.map((root) => ({ ...own(root), below: [] })), ...second.sort(byRate)];
}

function ownRow(code: string, name: string, figure: Participation | undefined): Row {
  const { headcount, invited = 0, used = 0 } = figure ?? {};
  const inSteps = (headcount ?? 0) < smallBelow;
  const shown = inSteps ? used - (used % step) : used;
  return { code, name, headcount: headcount ?? 0, invited, used: shown, inSteps };
}

/** A total is the sum of what its parts show, so that nothing hidden in a part follows by subtraction. */
function sumOf(parts: readonly Row[]): Pick<Row, 'headcount' | 'invited' | 'used' | 'inSteps'> {
  const sum = (of: (part: Row) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    headcount: sum((part) => part.headcount),
    invited: sum((part) => part.invited),
    used: sum((part) => part.used),
    inSteps: false,
  };
}

/** Rows in order; `open` holds the codes of the opened offices, `hrefOf` the address with one of them toggled. */
export function rateRows(
  branches: readonly Branch[],
  target: number,
  open: ReadonlySet<string>,
  hrefOf: (code: string) => string,
  reader: Reader,
): RateRow[] {
  return branches.flatMap((branch) => {
    const isOpen = open.has(branch.code);
    const toggle = branch.below.length > 0 ? { href: hrefOf(branch.code), open: isOpen } : null;
    const below = isOpen ? branch.below.map((row) => ({ ...shownRow(row, target, reader), depth: 1 })) : [];
    return [{ ...shownRow(branch, target, reader), toggle }, ...below];
  });
}

function shownRow(row: Row, target: number, { t, f, dir }: Reader): RateRow {
  const rate = rateOf(row);
  return {
    code: row.code,
    name: row.name,
    depth: 0,
    invited: f.number(row.invited),
    used: row.inSteps ? t('waves:live.inSteps', { used: row.used, step }) : f.number(row.used),
    rate: row.headcount > 0 ? f.percent(rate) : '',
    bar: row.headcount > 0 ? rateBar(rate, target, dir) : '',
    toggle: null,
  };
}

/** How many offices lie under a rate; the heading of the table says so. */
export function countBelow(branches: readonly Branch[], rate: number): number {
  return branches.filter((branch) => branch.headcount > 0 && rateOf(branch) < rate).length;
}
