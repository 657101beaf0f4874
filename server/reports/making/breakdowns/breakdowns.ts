/**
 * Every report's breakdowns by one background question at a time: index and dimensions of each option's people, where disclosure
 * control allows it for all of these together, and a test of whether the options differ. They are stored beside the report object.
 */

import type { BreakdownDecisions } from '../../../disclosure/breakdowns/protectBreakdowns.ts';
import { meanInterval } from '../../../statistics/meanInterval.ts';
import type { Moments } from '../../../statistics/moments.ts';
import type { Suppressed } from '../../published/reportObject.ts';
import {
  at,
  type InstrumentIndex,
  indexesOf,
  type MeasureIndex,
  type QuestionIndex,
} from '../../tally/indexes.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from '../waveStatistics.ts';
import { type BreakdownPart, optionId, optionMoments, optionsOf, questionOf } from './breakdownCells.ts';
import { adjustTests, type BreakdownTest, testOptions } from './breakdownTests.ts';
import { decideBreakdowns } from './decideBreakdowns.ts';

export interface BreakdownScore {
  n: number;
  mean: number | null;
  /** t interval without finite correction: how many of the staff belong to an option is not known. */
  ci95: [number, number] | null;
}

/** The index first, then the dimensions, in the instrument's order. */
export type BreakdownOption = { id: string } & ({ scores: BreakdownScore[] } | Suppressed);

export interface Breakdown {
  /** Id of the background question. */
  question: string;
  options: BreakdownOption[];
  /** One for each measure, in the order of `scores`. */
  tests: BreakdownTest[];
}

/** By group id, for each instrument. Groups whose own scores are not all shown exactly have none. */
export function breakdownsOf(wave: WaveStatistics, disclosure: WaveDisclosure): Map<string, Breakdown[][]> {
  const result = new Map<string, Breakdown[][]>();
  let decisions: BreakdownDecisions | undefined;
  for (const instrument of indexesOf(wave.instruments)) {
    const measures = measuresWithin(wave, instrument);
    const isTotalShown = (statistics: GroupStatistics) =>
      measures.every((m) => disclosure.decideMeasure(statistics, m) === 'detail');
    decisions = decideBreakdowns(wave, disclosure, measures, decisions);
    for (const question of indexesOf(wave.layout.questionnaire.demographics)) {
      const part = { wave, measures, question, options: optionsOf(wave, question) };
      if (part.options.length === 0) continue;
      for (const statistics of wave.groups) {
        if (!isAsked(wave, statistics, question) || !isTotalShown(statistics)) continue;
        const parts = result.get(statistics.group.id) ?? wave.instruments.map((): Breakdown[] => []);
        at(parts, instrument).push(breakdownOf(part, statistics, decisions));
        result.set(statistics.group.id, parts);
      }
    }
  }
  for (const parts of result.values()) adjustAll(parts);
  return result;
}

/** All tests of one report are one family. */
function adjustAll(parts: Breakdown[][]): void {
  const all = parts.flat();
  const adjusted = adjustTests(all.flatMap(({ tests }) => tests));
  for (const breakdown of all) breakdown.tests = adjusted.splice(0, breakdown.tests.length);
}

function measuresWithin({ measures, layout }: WaveStatistics, instrument: InstrumentIndex): MeasureIndex[] {
  const dimensions = new Set(at(layout.instruments, instrument).dimensions);
  return indexesOf(measures).filter((m) => {
    const measure = at(measures, m);
    if (measure.kind === 'index') return measure.instrument === instrument;
    return measure.kind === 'dimension' && dimensions.has(measure.dimension);
  });
}

/** A group is asked when one of its units is; what was never asked has no breakdown. */
function isAsked(
  { wave, layout }: WaveStatistics,
  { group }: GroupStatistics,
  question: QuestionIndex,
): boolean {
  const { id } = at(layout.questionnaire.demographics, question);
  return group.units.some((unit) => at(wave.units, unit).demographics.includes(id));
}

function breakdownOf(
  part: BreakdownPart,
  { group, tally }: GroupStatistics,
  decisions: BreakdownDecisions,
): Breakdown {
  const { wave, measures, question, options } = part;
  const shown: Moments[][] = [];
  const shownOptions = options.map((option): BreakdownOption => {
    const id = optionId(wave, option);
    const decision = decisions.decide(questionOf(wave, question).id, id, group.id);
    if (decision !== 'detail')
      return { id, suppressed: decision === 'complementary' ? 'complementary' : 'tooFew' };
    const moments = measures.map((m) => optionMoments(wave, tally, option, at(wave.measures, m)));
    shown.push(moments);
    return { id, scores: moments.map(scoreOf) };
  });
  const tests = measures.map((_, measure) => testOptions(shown.map((moments) => at(moments, measure))));
  return { question: questionOf(wave, question).id, options: shownOptions, tests };
}

function scoreOf({ n, mean, variance }: Moments): BreakdownScore {
  const sd = variance === null ? null : Math.sqrt(variance);
  return { n, mean, ci95: meanInterval({ n, mean, sd, population: null })?.ci95 ?? null };
}
