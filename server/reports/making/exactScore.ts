/** The exact score of one measure in one group, before disclosure control; what cannot be estimated is null. */
import { bandOf, isBorderline } from '../../instruments/bands.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { meanInterval } from '../../statistics/meanInterval.ts';
import type { Score } from '../published/reportObject.ts';
import { idealVerdictOn } from '../published/verdicts.ts';
import { at, type MeasureIndex } from '../tally/indexes.ts';
import { classCountsOf, type Measure } from '../tally/readTally.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

export type ExactScore = Omit<Score, 'versus' | 'bounded'>;

/** The instrument that a measure belongs to. */
export function instrumentOf({ layout, instruments }: WaveStatistics, measure: Measure): Instrument {
  if (measure.kind === 'index') return at(instruments, measure.instrument);
  return at(instruments, at(layout.dimensions, measure.dimension).instrument);
}

export function exactScore(
  wave: WaveStatistics,
  { group, tally, moments }: GroupStatistics,
  m: MeasureIndex,
  shrunken: number | null,
): ExactScore {
  const measure = at(wave.measures, m);
  const { n, mean, variance } = at(moments, m);
  const sd = variance === null ? null : Math.sqrt(variance);
  const ci95 = meanInterval({ n, mean, sd, population: group.headcount })?.ci95 ?? null;
  const { bands, ideal } = instrumentOf(wave, measure);
  return {
    n,
    mean,
    sd,
    ci95,
    ...sharesOf(wave, tally, measure),
    band: mean === null ? null : bandOf(mean, bands),
    borderline: isBorderline(ci95, bands),
    shrunken,
    idealVerdict: idealVerdictOn(ci95, ideal),
  };
}

function sharesOf({ layout }: WaveStatistics, tally: GroupStatistics['tally'], measure: Measure) {
  const { favourable, neutral, unfavourable } = classCountsOf(tally, layout, measure);
  const answers = favourable + neutral + unfavourable;
  if (answers === 0) return { favourable: null, neutral: null, unfavourable: null };
  return {
    favourable: favourable / answers,
    neutral: neutral / answers,
    unfavourable: unfavourable / answers,
  };
}
