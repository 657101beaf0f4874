/** Looks at everything that follows from rows that hang together, and names the rows of each fault: one of them must be hidden. */
import { isRevealing } from '../boundDistribution.ts';
import { type BreakdownTable, type ProfileMeasure, total } from './breakdownTable.ts';
import { type Classes, type Combination, classesOf, combinationsOf } from './combinations.ts';
import type { Steps } from './elimination.ts';
import { narrowTargets, type Suspects } from './narrowTargets.ts';
import { differences, remainders } from './pairs.ts';
import type { ShownRow } from './shownRows.ts';

/** Rows of one kind of numbers, with what must hold for whatever follows from them. */
export interface AuditLevel {
  measures: readonly ProfileMeasure[];
  /** Fewest persons of these measures, by profile. */
  fewest: readonly number[];
  /** Persons that everything must hold, or nobody. */
  threshold: number;
  /** Whether also means must be left free, and no group be of one mind. */
  isExact: boolean;
}

/** Of so many persons and more it is no secret that all are on one side. */
const oneMindedBelow = 100;

function isOneMinded(measure: ProfileMeasure, profiles: readonly number[]): boolean {
  const n = total(profiles, measure.n);
  return isRevealing(n, [total(profiles, measure.favourable), total(profiles, measure.unfavourable)]);
}

interface Looking {
  table: BreakdownTable;
  level: AuditLevel;
}

function betrayal({ level }: Looking) {
  const { threshold, fewest, isExact, measures } = level;
  return ({ profiles, isSum }: Combination) => {
    const persons = total(profiles, fewest);
    if (persons < threshold) return true;
    if (!isExact || !isSum || persons >= oneMindedBelow) return false;
    return measures.some((measure) => isOneMinded(measure, profiles));
  };
}

/** What follows from two rows, or from a whole and options in it. @returns for each fault positions of the rows that it follows from */
export function auditPairs(looking: Looking, rows: readonly ShownRow[], classes?: Classes): number[][] {
  const { threshold, fewest, isExact } = looking.level;
  const questionOf = (column: number) => looking.table.columns[column]?.question ?? null;
  const near = (persons: number, isNested: boolean) =>
    persons < threshold || (isExact && isNested && persons < oneMindedBelow);
  return [...remainders(rows, questionOf), ...differences(classes ?? classesOf(rows, fewest), near)]
    .filter(betrayal(looking))
    .map((fault) => fault.rows);
}

/**
 * The quick looks come first, the next only where nothing was found.
 * @returns for each fault positions of the rows that it follows from
 * @throws TooManySteps
 */
export function auditComponent(
  looking: Looking,
  rows: readonly ShownRow[],
  steps: Steps,
  suspects: Suspects,
): number[][] {
  const { table, level } = looking;
  const classes = classesOf(rows, level.fewest);
  const pairs = auditPairs(looking, rows, classes);
  if (pairs.length > 0) return pairs;
  const combined = combinationsOf(classes, steps, level.threshold, betrayal(looking));
  if (combined.length > 0) return combined.map((fault) => fault.rows);
  return level.isExact ? narrowTargets(table, rows, classes, level.measures, steps, suspects) : [];
}
