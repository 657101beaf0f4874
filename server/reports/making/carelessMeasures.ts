/**
 * Responses that bear a sign of carelessness, and the rest, as two measures of disclosure control: beside the index of all, the index without them
 * gives the mean of either. So it is told only where both may be shown, in every difference of shown groups as well.
 */
import { personsOnSides } from '../../disclosure/boundDistribution.ts';
import type { Decision, Decisions, MeasureInput } from '../../disclosure/protectMeasures.ts';
import { at, type InstrumentIndex, indexesOf, type MeasureIndex } from '../tally/indexes.ts';
import { indexHistogram } from '../tally/readTally.ts';
import { type GroupStatistics, indexMeasure, type WaveStatistics } from './waveStatistics.ts';

const sides = ['careless', 'careful'] as const;
type Side = (typeof sides)[number];

const idOf = ({ layout }: WaveStatistics, side: Side, i: InstrumentIndex) =>
  `${side}:${at(layout.instruments, i).id}`;

/** Persons by index on one side; null where the tally was counted before there were signs. */
export function carelessHistogram(
  { layout }: WaveStatistics,
  { tally }: GroupStatistics,
  i: InstrumentIndex,
  side: Side,
): [number, number][] | null {
  if (!tally.careless) return null;
  const marked = at(tally.careless.indexes, i);
  if (side === 'careless') return indexHistogram(marked, layout, i);
  const rest = [...at(tally.indexes, i)].map(
    ([key, count]) => [key, count - (marked.get(key) ?? 0)] as const,
  );
  return indexHistogram(new Map(rest.filter(([, count]) => count > 0)), layout, i);
}

const personsIn = (histogram: readonly (readonly [number, number])[] | null) =>
  (histogram ?? []).reduce((sum, [, count]) => sum + count, 0);

/** None where some office was counted before there were signs. */
export function carelessMeasures(wave: WaveStatistics): MeasureInput[] {
  if (wave.own.some(({ tally }) => !tally.careless)) return [];
  return indexesOf(wave.layout.instruments).flatMap((i) =>
    sides.map((side): MeasureInput => {
      const { id, points } = at(wave.layout.instruments, i);
      const scores = wave.own.map((own) => carelessHistogram(wave, own, i, side) ?? []);
      return {
        id: idOf(wave, side, i),
        n: scores.map(personsIn),
        sum: scores.map((histogram) => histogram.reduce((sum, [score, count]) => sum + score * count, 0)),
        classes: scores.map((histogram) => [...personsOnSides(histogram, points)]),
        scores,
        within: `index:${id}`,
        detailOnly: true,
      };
    }),
  );
}

/** Whether the index with and without may be told of a group. */
export function carelessDecision(
  wave: WaveStatistics,
  decisions: Decisions,
  decide: (group: GroupStatistics, m: MeasureIndex) => Decision,
): (group: GroupStatistics, i: InstrumentIndex) => boolean {
  if (carelessMeasures(wave).length === 0) return () => false;
  const isMixed = indexesOf(wave.layout.instruments).map((i) => leavesFewCareful(wave, decide, i));
  return (group, i) =>
    !isMixed[i] &&
    decide(group, indexMeasure(wave, i)) === 'detail' &&
    sides.every((side) => decisions.decide(idOf(wave, side, i), group.group.id) === 'detail');
}

/**
 * Whether a difference of shown indexes holds fewer careful responses than the minimum: less its own careless ones beside those of a
 * wider group it would speak of these few. Then nothing is told of the instrument.
 */
function leavesFewCareful(
  wave: WaveStatistics,
  decide: (group: GroupStatistics, m: MeasureIndex) => Decision,
  i: InstrumentIndex,
): boolean {
  const m = indexMeasure(wave, i);
  const careful = wave.own.map((own) => personsIn(carelessHistogram(wave, own, i, 'careful')));
  const all = wave.own.map(({ moments }) => at(moments, m).n);
  const shown = wave.groups
    .filter((group) => group.group.units.length > 0)
    .filter((group) => ['detail', 'rounded', 'bounded'].includes(decide(group, m)))
    .map(({ group }) => new Set<number>(group.units));
  return shown.some((units) => {
    const inside = shown.filter(
      (other) => other.size < units.size && [...other].every((unit) => units.has(unit)),
    );
    const rest = [...units].filter((unit) => !inside.some((other) => other.has(unit)));
    const count = (of: readonly number[]) => rest.reduce((sum, unit) => sum + (of[unit] ?? 0), 0);
    return count(all) > 0 && count(careful) < wave.wave.minimum;
  });
}
