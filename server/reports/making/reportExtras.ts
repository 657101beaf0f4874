/**
 * What is stored beside a report object for its page alone: the report object is a contract with other programs and keeps exactly its
 * fields. Made at the same time, from the same tallies, under the same disclosure control.
 */
import type { AggregationVerdict } from '../../statistics/aggregationVerdict.ts';
import type { FactorFit } from '../../statistics/factorFit.ts';
import { icc } from '../../statistics/icc.ts';
import { groupId } from '../personGroups.ts';
import { type InstrumentReport, isShown, type Report } from '../published/reportObject.ts';
import { at, type DimensionIndex, type InstrumentIndex, indexesOf } from '../tally/indexes.ts';
import { momentsIn } from '../tally/readTally.ts';
import { type Breakdown, breakdownsOf } from './breakdowns/breakdowns.ts';
import { type CarelessAnswers, carelessAnswersOf } from './carelessAnswers.ts';
import { pooledOffices } from './comparison/officeEstimates.ts';
import { type AlikeByDimension, pickDimensions } from './comparison/questionsAlike.ts';
import { verdictOn } from './comparison/testsBetweenOffices.ts';
import { type ControlAnswers, controlAnswersOf } from './controlAnswers.ts';
import { dimensionFit } from './dimensionQuality.ts';
import { dominanceOf } from './dominance.ts';
import { type DriverAdvice, driverAdviser } from './driverAdvice.ts';
import { type ItemQuality, itemQuality } from './itemQuality.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { WaveStatistics } from './waveStatistics.ts';

export interface InstrumentExtras {
  id: string;
  breakdowns: Breakdown[];
  /** Share of the explained variance by general dominance, in the order of the drivers' weights; null where there are none. */
  dominance: number[] | null;
  /** Absent in reports of older versions, which then advise nothing from drivers. */
  advice?: DriverAdvice | null;
  /** By dimension; null where its reliability is not shown. */
  items: Record<string, ItemQuality[] | null>;
  /** By dimension, the fit of one factor; null where it is not shown or there are too few answers. Absent in reports of older versions. */
  fits?: Record<string, FactorFit | null>;
  /** By dimension, whether its questions mean the same as in the wave before, for everyone; absent like `fits`. */
  alike?: AlikeByDimension;
  /** By dimension, with the agreement inside the offices that the report covers; only where the dimension is shown. */
  verdicts: Record<string, AggregationVerdict>;
}

export interface ReportExtras {
  instruments: InstrumentExtras[];
  controls: ControlAnswers[];
  /** Absent in reports of older versions. */
  careless?: CarelessAnswers | null;
}

/** By group id. */
export function buildReportExtras(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  reports: readonly Report[],
  alikeOverWaves: AlikeByDimension,
): Map<string, ReportExtras> {
  const breakdowns = breakdownsOf(wave, disclosure);
  const between = betweenOf(wave, disclosure);
  const advise = driverAdviser(wave, disclosure);
  return new Map(
    reports.flatMap((report) => {
      const statistics = wave.byId.get(groupId(report.scope, report.office));
      if (!statistics || statistics.group.units.length === 0) return [];
      const { id, units } = statistics.group;
      const offices = units.map((unit) => at(wave.own, unit));
      const advice = advise(report.instruments);
      const instruments = report.instruments.map((part, index): InstrumentExtras => {
        const i = index as InstrumentIndex;
        return {
          id: part.id,
          breakdowns: breakdowns.get(id)?.[i] ?? [],
          dominance: dominanceOf(wave, part, i),
          advice: advice[index] ?? null,
          items: byDimension(wave, i, (d) => itemQuality(wave, disclosure, statistics, d)),
          fits: byShownDimension(wave, i, part, (d) =>
            disclosure.decideCompleteCases(statistics, d) === 'detail'
              ? dimensionFit(statistics.tally, wave.layout, d)
              : null,
          ),
          alike: pickDimensions(wave, i, alikeOverWaves),
          verdicts: byShownDimension(wave, i, part, (d) =>
            verdictOn(wave, disclosure, { dimension: d, offices, icc: between.get(d) ?? null }),
          ),
        };
      });
      return [
        [
          id,
          {
            instruments,
            controls: controlAnswersOf(wave, disclosure, statistics),
            careless: carelessAnswersOf(wave, disclosure, statistics),
          },
        ] as const,
      ];
    }),
  );
}

function byDimension<T>(
  { layout }: WaveStatistics,
  instrument: InstrumentIndex,
  of: (dimension: DimensionIndex) => T,
) {
  const entries = at(layout.instruments, instrument).dimensions.map(
    (dimension) => [at(layout.dimensions, dimension).id, of(dimension)] as const,
  );
  return Object.fromEntries(entries);
}

/** By dimension the intraclass correlation that the reports contain. */
function betweenOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
): Map<DimensionIndex, ReturnType<typeof icc>> {
  return new Map(
    indexesOf(wave.measures).flatMap((m) => {
      const measure = at(wave.measures, m);
      if (measure.kind !== 'dimension') return [];
      const { tallies } = pooledOffices(wave, disclosure, m);
      return [
        [measure.dimension, icc(tallies.map((tally) => momentsIn(tally, wave.layout, measure)))] as const,
      ];
    }),
  );
}

/** The same for the dimensions that the report shows. */
function byShownDimension<T>(
  wave: WaveStatistics,
  instrument: InstrumentIndex,
  { dimensions }: InstrumentReport,
  of: (dimension: DimensionIndex) => T,
): Record<string, T> {
  const shown = new Set(dimensions.filter(isShown).map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(byDimension(wave, instrument, of)).filter(([id]) => shown.has(id)),
  );
}
