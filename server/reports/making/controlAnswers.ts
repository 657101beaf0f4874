/**
 * Answers to the control statements (“I answered freely and unobserved”): part of no score, but many who disagree are a warning about
 * everything else. Shown as the share that disagrees, under the rules of a single item.
 */
import { favourableClass } from '../../instruments/scoring.ts';
import type { Suppressed } from '../published/reportObject.ts';
import { at } from '../tally/indexes.ts';
import { countsAsAnswered } from '../tally/readTally.ts';
import { controlPositions } from './measureInput.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

export type ControlAnswers = { id: string } & (
  | { n: number; agree: number; disagree: number }
  | { bounded: true }
  | Suppressed
);

export function controlAnswersOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
): ControlAnswers[] {
  return controlPositions(wave.layout).map((position): ControlAnswers => {
    const { id } = at(wave.layout.questionnaire.items, position);
    const decision = disclosure.decideControl(statistics, position);
    if (decision === 'bounded') return { id, bounded: true };
    if (decision !== 'detail')
      return { id, suppressed: decision === 'complementary' ? 'complementary' : 'tooFew' };
    const counts = countsAsAnswered(statistics.tally, wave.layout, position);
    const n = counts.reduce((sum, count) => sum + count, 0);
    const shareOf = (wanted: string) =>
      counts.reduce(
        (sum, count, point) => (favourableClass(point + 1, counts.length) === wanted ? sum + count / n : sum),
        0,
      );
    return { id, n, agree: shareOf('favourable'), disagree: shareOf('unfavourable') };
  });
}
