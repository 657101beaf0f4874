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

interface Branch {
  code: string;
  name: string;
  depth: number;
  headcount: number;
  invited: number;
  used: number;
  small: boolean;
  below: Branch[];
}

const rateOf = ({ used, headcount }: Pick<Branch, 'used' | 'headcount'>) =>
  headcount > 0 ? used / headcount : 0;

/** Rows in order; `open` holds the codes of the opened offices, `hrefOf` the address with one of them toggled. */
export function rateRows(
  wave: Wave,
  participation: WaveParticipation,
  open: ReadonlySet<string>,
  hrefOf: (code: string) => string,
  reader: Reader,
): RateRow[] {
  const branches = branchesOf(wave, participation, reader);
  const rowOf = (branch: Branch): RateRow => ({
    code: branch.code,
    name: branch.name,
    depth: branch.depth,
    invited: reader.f.number(branch.invited),
    ...shownOf(branch, wave.targetRate, reader),
    toggle: branch.below.length > 0 ? { href: hrefOf(branch.code), open: open.has(branch.code) } : null,
  });
  return branches.flatMap((branch) => [
    rowOf(branch),
    ...(open.has(branch.code) ? branch.below.map(rowOf) : []),
  ]);
}

function shownOf(
  branch: Branch,
  target: number,
  { t, f, dir }: Reader,
): Pick<RateRow, 'used' | 'rate' | 'bar'> {
  const used = branch.small ? branch.used - (branch.used % step) : branch.used;
  const rate = rateOf({ ...branch, used });
  return {
    used: branch.small ? t('waves:live.inSteps', { used, step }) : f.number(used),
    rate: branch.headcount > 0 ? f.percent(Math.min(1, rate)) : '',
    bar: branch.headcount > 0 ? rateBar(rate, target, dir) : '',
  };
}

function branchesOf(wave: Wave, { offices }: WaveParticipation, { t, f, lang }: Reader): Branch[] {
  const tree = officeTree(wave.offices);
  const figures = new Map(offices.map((one) => [one.code, one]));
  const sums = (codes: string[]) => sumOf(codes.flatMap((code) => figures.get(code) ?? []));
  const byRate = (a: Branch, b: Branch) => rateOf(a) - rateOf(b) || f.compare(a.name, b.name);
  const own = (office: WaveOffice, depth: number, name: string): Branch => {
    const figure = sums([office.code]);
    return { ...figure, code: office.code, name, depth, small: figure.headcount < smallBelow, below: [] };
  };
  const top = tree.roots.map((root) => own(root, 0, nameOf(root, lang)));
  const second = tree.roots
    .flatMap((root) => tree.children(root.code))
    .map((office): Branch => {
      const below = tree.subtree(office.code).slice(1);
      const figure = sums([office, ...below].map(({ code }) => code));
      const districts = below.map((one) => own(one, 1, nameOf(one, lang))).sort(byRate);
      const staff = own(office, 1, t('waves:live.ownStaff', { office: nameOf(office, lang) }));
      const parts = below.length > 0 ? [{ ...staff, code: `${office.code}-own` }, ...districts] : [];
      return {
        ...figure,
        code: office.code,
        name: nameOf(office, lang),
        depth: 0,
        small: figure.headcount < smallBelow,
        below: parts,
      };
    });
  return [...top, ...second.sort(byRate)];
}

function sumOf(parts: readonly Participation[]): Pick<Branch, 'headcount' | 'invited' | 'used'> {
  const sum = (of: (part: Participation) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    headcount: sum((p) => p.headcount ?? 0),
    invited: sum((p) => p.invited),
    used: sum((p) => p.used),
  };
}

/** How many offices of the second level lie under a rate; the heading of the table says so. */
export function officesBelow(wave: Wave, { offices }: WaveParticipation, rate: number): number {
  const tree = officeTree(wave.offices);
  const figures = new Map(offices.map((one) => [one.code, one]));
  const second = tree.roots.flatMap((root) => tree.children(root.code));
  return second.filter(({ code }) => {
    const all = sumOf(tree.subtree(code).flatMap((one) => figures.get(one.code) ?? []));
    return all.headcount > 0 && rateOf(all) < rate;
  }).length;
}
