/**
 * The table of a running wave: one row for each office of the second level with everyone below it, those that most need a call first;
 * an opened row shows its reporting units. Used invitations are given in the steps of disclosure control, sums as sums of steps.
 */

import { rateBar } from '../../charts/rateBar.ts';
import { type SteppedParticipation, steppedParticipation } from '../../disclosure/steppedParticipation.ts';
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import type { ParticipationLedger } from './participationLedger.ts';
import type { PreviousRates } from './previousRates.ts';

export interface RateRow {
  code: string;
  name: string;
  depth: number;
  invited: string;
  /** «۱۰ تا ۱۴» */
  used: string;
  rate: string;
  /** The response rate of the previous wave. */
  previous: string;
  /** SVG */
  bar: string;
  toggle: { href: string; open: boolean } | null;
}

interface Row {
  code: string;
  name: string;
  headcount: number;
  step: SteppedParticipation;
  /** 0..1, in the middle of the step; null while it is unknown. */
  rate: number | null;
  previous: number | null;
}

export interface Branch extends Row {
  below: Row[];
}

/** How many people are short of the target, at the middle of the step: what a call could gain. */
export const shortOf = ({ headcount, rate }: Pick<Row, 'headcount' | 'rate'>, target: number) =>
  Math.max(0, headcount * (target - (rate ?? 0)));

/** The offices of the first and second level, those with most people short of the target first. */
export function rateBranches(
  wave: Wave,
  { units }: Pick<ParticipationLedger, 'units'>,
  previous: PreviousRates,
  { t, f, lang }: Reader,
): Branch[] {
  const tree = officeTree(wave.offices);
  const isSecond = (code: string) => tree.ancestors(code).length <= 1;
  const top = wave.offices.filter(({ code }) => isSecond(code));
  const topOf = (code: string) => (isSecond(code) ? code : tree.ancestors(code).at(-2)!.code);
  const membersOf = new Map(
    top.map(({ code }) => [code, wave.units.filter((unit) => topOf(unit.offices[0] ?? unit.code) === code)]),
  );
  const groups = [...membersOf].map(([id, members]) => ({ id, units: members.map(({ code }) => code) }));
  const stepped = steppedParticipation(units, groups, wave.minimum);
  const rowOf = (code: string, name: string, headcount: number, step: SteppedParticipation): Row => {
    const isKnown = step.invited > 0 && !(step.atLeast === 0 && step.atMost === step.invited);
    const rate = isKnown && headcount > 0 ? Math.min(1, (step.share * step.invited) / headcount) : null;
    return { code, name, headcount, step, rate, previous: null };
  };
  const worst = (a: Row, b: Row) =>
    shortOf(b, wave.targetRate) - shortOf(a, wave.targetRate) || f.compare(a.name, b.name);
  const branches = top.flatMap((office): Branch[] => {
    const members = membersOf.get(office.code) ?? [];
    if (members.length === 0) return [];
    const rows = members.map((unit) => {
      const own = unit.code === office.code && members.length > 1;
      const name = officeName(unit, lang);
      const title = own ? t('campaigns:live.ownStaff', { office: name }) : name;
      const row = rowOf(unit.code, title, unit.headcount ?? 0, stepped.units.get(unit.code)!);
      return { ...row, previous: previous.get(`own:${unit.code}`) ?? null };
    });
    const headcount = rows.reduce((sum, row) => sum + row.headcount, 0);
    const whole = rowOf(office.code, officeName(office, lang), headcount, stepped.groups.get(office.code)!);
    const scope = office.parent === null || rows.length === 1 ? 'own' : 'subtree';
    const below = rows.length > 1 ? rows.sort(worst) : [];
    return [{ ...whole, previous: previous.get(`${scope}:${office.code}`) ?? null, below }];
  });
  return branches.sort(worst);
}

export interface RateTable {
  branches: readonly Branch[];
  /** 0..1 */
  target: number;
  /** Codes of the opened offices. */
  open: ReadonlySet<string>;
  /** The address of the page with one office opened or closed. */
  hrefOf: (code: string) => string;
}

export function rateRows({ branches, target, open, hrefOf }: RateTable, reader: Reader): RateRow[] {
  return branches.flatMap((branch) => {
    const isOpen = open.has(branch.code);
    const toggle = branch.below.length > 0 ? { href: hrefOf(branch.code), open: isOpen } : null;
    const below = isOpen
      ? branch.below.map((row) => ({ ...shownRow(row, target, reader), code: `${row.code}-own`, depth: 1 }))
      : [];
    return [{ ...shownRow(branch, target, reader), toggle }, ...below];
  });
}

function shownRow({ code, name, step, rate, previous }: Row, target: number, { f, dir }: Reader): RateRow {
  return {
    code,
    name,
    depth: 0,
    invited: f.number(step.invited),
    used: f.range(step.atLeast, step.atMost),
    rate: rate === null ? '' : f.percent(rate),
    previous: previous === null ? '' : f.percent(previous),
    bar: rate === null ? '' : rateBar(rate, target, dir),
    toggle: null,
  };
}

/** The offices of the first and second level, each with everyone below it, that are under a rate: the same ones on every page. */
export function branchesUnder(branches: readonly Branch[], rate: number): Branch[] {
  return branches.filter((branch) => branch.headcount > 0 && (branch.rate ?? 0) < rate);
}
