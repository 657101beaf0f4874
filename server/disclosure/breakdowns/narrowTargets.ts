/**
 * Small groups whose mean the shown options pin down: hidden cells of few persons in each unit, against what the wholes alone leave them,
 * and profiles of fewer than the minimum, against what any single mean around them leaves.
 */
import { rangeOfHidden } from '../hideUntilSafe.ts';
import { type BreakdownTable, everybody, type ProfileMeasure, total } from './breakdownTable.ts';
import { type Classes, sortedBy } from './combinations.ts';
import { eliminate, openRows, type Steps } from './elimination.ts';
import { type FreeRange, freeRanges, movesOf } from './freeMoves.ts';
import { rowsByProfile, type ShownRow } from './shownRows.ts';

/** Points by which sums of fractions may miss. */
const tolerance = 1e-3;

interface Target {
  profiles: number[];
  /** Positions of the rows whose mean limits it anyway. */
  limits: number[];
  /** Positions of the rows of options about it. */
  about: number[];
}

function targetsOf(table: BreakdownTable, rows: readonly ShownRow[]): Target[] {
  const { input, profilesIn, columns, fewest } = table;
  const around = rowsByProfile(rows);
  const isWhole = (row: number) => rows[row]!.column === everybody;
  const target = (profiles: number[], limiting: (row: number) => boolean): Target => ({
    profiles,
    // Rows hold whole columns of units, so what holds one of them holds all.
    limits: around.get(profiles[0]!)!.filter(limiting),
    about: [...new Set(profiles.flatMap((profile) => around.get(profile)!))].filter((row) => !isWhole(row)),
  });
  const units = new Set([...around.keys()].map((profile) => input.profiles[profile]!.unit));
  const found: Target[] = [];
  for (const unit of units) {
    for (const column of columns.keys()) {
      if (column === everybody) continue;
      const profiles = profilesIn[column]![unit]!.filter((profile) => around.has(profile));
      if (profiles.length === 0 || total(profiles, fewest) >= input.minimumDetail) continue;
      found.push(target(profiles, isWhole));
    }
    for (const profile of profilesIn[everybody]![unit]!)
      if (around.has(profile) && fewest[profile]! < input.minimum) found.push(target([profile], () => true));
  }
  return found.filter(({ about }) => about.length > 0);
}

/** What was found to be narrow before: looked at first, and alone as long as it still is. */
export type Suspects = Set<string>;
const nameOf = ({ profiles }: Target) => profiles.join();

/** The rows of options about each target that is left too little, one of which must be hidden. @throws TooManySteps */
export function narrowTargets(
  table: BreakdownTable,
  rows: readonly ShownRow[],
  classes: Classes,
  measures: readonly ProfileMeasure[],
  steps: Steps,
  suspects: Suspects,
): number[][] {
  const { members, persons } = classes;
  const bySize = sortedBy([...members.keys()], (column) => -persons[column]!);
  const bases = [bySize, bySize.toReversed()].map((order) =>
    movesOf(eliminate(openRows(classes.rows, members.length), members.length, order, steps), members.length),
  );
  const rangesOf = freeRanges(classes, bases);
  const targets = targetsOf(table, rows);
  const isSuspect = (target: Target) => suspects.has(nameOf(target));
  const look = (some: readonly Target[]) => {
    const narrow = narrowOf(table, rows, some, measures, rangesOf);
    for (const target of narrow) suspects.add(nameOf(target));
    return narrow.map(({ about }) => about);
  };
  const again = look(targets.filter(isSuspect));
  return again.length > 0 ? again : look(targets.filter((target) => !isSuspect(target)));
}

function narrowOf(
  { input: { minRange = 20 } }: BreakdownTable,
  rows: readonly ShownRow[],
  targets: readonly Target[],
  measures: readonly ProfileMeasure[],
  freeRangeOf: (measure: ProfileMeasure) => FreeRange,
): Target[] {
  const open = new Set(targets);
  for (const measure of open.size === 0 ? [] : measures) {
    const range = freeRangeOf(measure);
    const sums = rows.map(({ profiles }) => ({
      n: total(profiles, measure.n),
      sum: total(profiles, measure.sum),
    }));
    for (const target of open) {
      const h = total(target.profiles, measure.n);
      if (h === 0) continue;
      const alone = target.limits.map((row) => rangeOfHidden(h, sums[row]!.n, sums[row]!.sum));
      const least = (Math.min(minRange, ...alone) - tolerance) * h;
      if (least > 0 && range(target.profiles, least) < least - tolerance) open.delete(target);
    }
  }
  return targets.filter((target) => !open.has(target));
}
