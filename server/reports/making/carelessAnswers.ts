/**
 * Signs of careless answering in a group: how many responses bear each, and the index without those that a response shows by itself. Whether a
 * response runs against the others is told of offices that are shown, because it hangs on who else is in the unit.
 */
import { momentsOfHistogram } from '../../statistics/moments.ts';
import { at, indexesOf } from '../tally/indexes.ts';
import { carelessHistogram } from './carelessMeasures.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { type GroupStatistics, indexMeasure, type WaveStatistics } from './waveStatistics.ts';

export interface CarelessAnswers {
  longRun: number;
  flat: number;
  marked: number;
  /** Out of `compared` responses; null where no office of the group is shown. */
  contrary: { sheets: number; compared: number } | null;
  /** By instrument the index without marked responses; null where it is not shown, or equals the one with them. */
  without: Record<string, { n: number; mean: number } | null>;
}

/** Null where counts of whole responses are not shown, and in waves that were counted before there were any. */
export function carelessAnswersOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
): CarelessAnswers | null {
  const { careless } = statistics.tally;
  if (!careless || !areSheetsShown(wave, disclosure, statistics)) return null;
  const { longRun, flat, marked } = careless;
  return {
    ...{ longRun, flat, marked },
    contrary: contraryOf(wave, disclosure, statistics),
    without: Object.fromEntries(
      indexesOf(wave.instruments).map((i) => {
        const rest = carelessHistogram(wave, statistics, i, 'careful');
        const isShown = marked > 0 && disclosure.decideCareless(statistics, i);
        const { n, mean } = momentsOfHistogram(rest ?? []);
        return [at(wave.instruments, i).id, isShown && mean !== null ? { n, mean } : null];
      }),
    ),
  };
}

function contraryOf(wave: WaveStatistics, disclosure: WaveDisclosure, { group }: GroupStatistics) {
  const shown = group.units
    .map((unit) => at(wave.own, unit))
    .filter((own) => areSheetsShown(wave, disclosure, own));
  const sum = (name: 'contrary' | 'compared') =>
    shown.reduce((total, { tally }) => total + (tally.careless?.[name] ?? 0), 0);
  const compared = sum('compared');
  return compared > 0 ? { sheets: sum('contrary'), compared } : null;
}

/** Counts of whole responses would reveal something about people whose index is hidden. */
export function areSheetsShown(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
): boolean {
  if (disclosure.decideResponses(statistics) !== 'detail') return false;
  return indexesOf(wave.instruments).every(
    (i) => disclosure.decideMeasure(statistics, indexMeasure(wave, i)) === 'detail',
  );
}
