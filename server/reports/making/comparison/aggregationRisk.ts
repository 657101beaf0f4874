/**
 * An intraclass correlation over the own staff of all units is one quadratic equation about the hidden means: together with the shown
 * numbers it gives the sum V of n × (mean − mean of all hidden ones)². It is published exactly as long as that leaves at least three means
 * free (with two, whole answers on a scale fit few points of the curve) and leaves every group below the minimum a range of at least
 * `minRange` points; otherwise more offices are hidden, or the hidden ones are pooled.
 */

import type { Decision } from '../../../disclosure/protectMeasures.ts';
import { cellAt } from '../../tally/cells.ts';
import { at, indexesOf, type MeasureIndex } from '../../tally/indexes.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from '../waveStatistics.ts';

/** Hidden means minus the shown totals around them. */
const minFreeMeans = 3;
const minRange = 20;
/** Choices tried under one total. */
const maxChoicesTried = 6;

/** Own groups with answers under one shown total; `isLoose`: under no shown total. */
export interface Residual {
  isLoose: boolean;
  hidden: GroupStatistics[];
  shown: GroupStatistics[];
}

function isShownAs(decision: Decision): boolean {
  return decision === 'detail' || decision === 'rounded';
}

/** A bounded group counts as a shown one, with all that is known of it. */
const isKnownAs = (decision: Decision) => isShownAs(decision) || decision === 'bounded';

function residualsOf(
  { own, groups, layout }: WaveStatistics,
  decide: (group: GroupStatistics) => Decision,
): Residual[] {
  const totals = groups
    .filter((each) => each.group.units.length > 1 && isKnownAs(decide(each)))
    .sort((a, b) => a.group.units.length - b.group.units.length);
  const result = new Map<string | null, Residual>();
  for (const unit of indexesOf(own)) {
    const each = at(own, unit);
    if (cellAt(each.tally.cells, layout.responses) === 0) continue;
    const total = totals.find(({ group }) => group.units.includes(unit))?.group.id ?? null;
    const parts = result.get(total) ?? { isLoose: total === null, hidden: [], shown: [] };
    const decision = decide(each);
    if (isShownAs(decision)) parts.shown.push(each);
    else if (!isKnownAs(decision)) parts.hidden.push(each);
    result.set(total, parts);
  }
  return [...result.values()];
}

interface Persons {
  n: number;
  mean: number;
}

function personsIn(groups: readonly GroupStatistics[], m: MeasureIndex): Persons[] {
  return groups.flatMap(({ moments }) => {
    const { n, mean } = at(moments, m);
    return n > 0 && mean !== null ? [{ n, mean }] : [];
  });
}

const headsIn = (groups: readonly Persons[]) => groups.reduce((sum, { n }) => sum + n, 0);

/** Sum of squares of the groups' means around their common mean, weighted by persons. */
function spreadOf(groups: readonly Persons[]): number {
  const mean = groups.reduce((sum, each) => sum + each.n * each.mean, 0) / headsIn(groups);
  return groups.reduce((sum, each) => sum + each.n * (each.mean - mean) ** 2, 0);
}

/** Width, in points, of the range for the mean of n out of R hidden persons when all hidden groups together have the spread V. */
export function rangeUnderSpread(n: number, R: number, V: number): number {
  return 2 * Math.sqrt((V * (R - n)) / (n * R));
}

/** Whether one equation about the hidden means leaves them free enough. @param residuals with the hidden groups of each */
export function areMeansFree(
  residuals: readonly { isLoose: boolean; hidden: readonly Persons[] }[],
  minimum: number,
): boolean {
  const filled = residuals.filter(({ hidden }) => hidden.length > 0);
  const free = filled.reduce((sum, { isLoose, hidden }) => sum + hidden.length - (isLoose ? 0 : 1), 0);
  if (free < minFreeMeans) return false;
  const V = filled.reduce((sum, { hidden }) => sum + spreadOf(hidden), 0);
  return filled.every(({ hidden }) =>
    hidden.every(({ n }) => n >= minimum || rangeUnderSpread(n, headsIn(hidden), V) >= minRange),
  );
}

/** The same for the hidden groups of a measure as they are, or with some more groups hidden. */
export function mayAggregateHiddenMeans(
  wave: WaveStatistics,
  decide: (group: GroupStatistics) => Decision,
  m: MeasureIndex,
  more: readonly GroupStatistics[] = [],
): boolean {
  const residuals = residualsOf(wave, decide).map(({ isLoose, hidden, shown }) => ({
    isLoose,
    hidden: personsIn([...hidden, ...shown.filter((each) => more.includes(each))], m),
  }));
  return areMeansFree(residuals, wave.wave.minimum);
}

/**
 * For the first dimension whose intraclass correlation would reveal too much: further offices to hide so that it does not. Tries one more
 * office next to hidden ones, or two offices, under one total or under two; takes the choice with the fewest people. Empty where none
 * suffices.
 */
export function groupsToHide(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
): { measure: MeasureIndex; id: string }[] {
  for (const m of indexesOf(wave.measures)) {
    if (at(wave.measures, m).kind !== 'dimension' || disclosure.mayAggregateOnce(m)) continue;
    const decide = (each: GroupStatistics) => disclosure.decideMeasure(each, m);
    const choices = residualsOf(wave, decide).flatMap((residual) => choicesIn(residual, m));
    const chosen = cheapestOf(choices, (more) => mayAggregateHiddenMeans(wave, decide, m, more));
    if (chosen) return chosen.map(({ group }) => ({ measure: m, id: group.id }));
  }
  return [];
}

interface Choice {
  chosen: GroupStatistics[];
  people: number;
}

/** Tries the smallest offices of each total: one where others are hidden, or two of neighbouring size where none is. */
function choicesIn({ isLoose, hidden, shown }: Residual, m: MeasureIndex): Choice[] {
  const people = (groups: readonly GroupStatistics[]) => headsIn(personsIn(groups, m));
  const sorted = shown.filter((each) => people([each]) > 0).sort((a, b) => people([a]) - people([b]));
  const isSingle = isLoose || hidden.length > 0;
  const chosen = isSingle
    ? sorted.map((each) => [each])
    : sorted.slice(1).map((each, i) => [at(sorted, i), each]);
  return chosen.slice(0, maxChoicesTried).map((groups) => ({ chosen: groups, people: people(groups) }));
}

function cheapestOf(
  choices: readonly Choice[],
  suffices: (more: GroupStatistics[]) => boolean,
): GroupStatistics[] | undefined {
  const together = choices.flatMap((one, i) =>
    choices.slice(i + 1).map((other) => ({
      chosen: [...new Set([...one.chosen, ...other.chosen])],
      people: one.people + other.people,
    })),
  );
  return [...choices, ...together].sort((a, b) => a.people - b.people).find(({ chosen }) => suffices(chosen))
    ?.chosen;
}
