/**
 * What a published report holds beside the report object, for its page alone: the object is a contract with other programs and keeps
 * exactly its fields. Under the same disclosure control, made at the same time, from the same tallies.
 */
import type { AggregationVerdict } from '../../statistics/aggregationVerdict.ts';
import { icc } from '../../statistics/icc.ts';
import { groupId } from '../personGroups.ts';
import type { InstrumentReport, Report } from '../published/reportObject.ts';
import { momentsIn } from '../tally/readTally.ts';
import { type Breakdown, breakdownsOf } from './breakdowns/breakdowns.ts';
import { pooledOffices } from './comparison/officeEstimates.ts';
import { verdictOn } from './comparison/testsBetweenOffices.ts';
import { type ControlAnswers, controlAnswersOf } from './controlAnswers.ts';
import { dominanceOf } from './dominance.ts';
import { type ItemQuality, itemQuality } from './itemQuality.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

export interface InstrumentExtras {
  id: string;
  breakdowns: Breakdown[];
  /** Share of the explained variance by general dominance, in the order of the drivers' weights; null where there are none. */
  dominance: number[] | null;
  /** By dimension; null where its reliability is not shown. */
  items: Record<string, ItemQuality[] | null>;
  /** By dimension, with the agreement inside the offices that the report covers; only where the dimension is shown. */
  verdicts: Record<string, AggregationVerdict>;
}

export interface ReportExtras {
  instruments: InstrumentExtras[];
  controls: ControlAnswers[];
}

/** By group id. */
export function buildReportExtras(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  reports: readonly Report[],
): Map<string, ReportExtras> {
  const breakdowns = breakdownsOf(wave, disclosure);
  const between = betweenOf(wave, disclosure);
  return new Map(
    reports.flatMap((report) => {
      const statistics = wave.byId.get(groupId(report.scope, report.office));
      if (!statistics || statistics.group.units.length === 0) return [];
      const { id } = statistics.group;
      const instruments = report.instruments.map(
        (part, i): InstrumentExtras => ({
          id: part.id,
          breakdowns: breakdowns.get(id)?.[i] ?? [],
          dominance: dominanceOf(wave, part, i),
          items: byDimension(wave, i, (d) => itemQuality(wave, disclosure, statistics, d)),
          verdicts: verdictsOf(wave, disclosure, statistics, part, i, between),
        }),
      );
      return [[id, { instruments, controls: controlAnswersOf(wave, disclosure, statistics) }] as const];
    }),
  );
}

function byDimension<T>({ layout }: WaveStatistics, instrument: number, of: (dimension: number) => T) {
  const entries = layout.instruments[instrument]!.dimensions.map(
    (dimension) => [layout.dimensions[dimension]!.id, of(dimension)] as const,
  );
  return Object.fromEntries(entries);
}

/** By dimension the intraclass correlation that the reports give. */
function betweenOf(wave: WaveStatistics, disclosure: WaveDisclosure): Map<number, ReturnType<typeof icc>> {
  return new Map(
    wave.measures.flatMap((measure, m) => {
      if (measure.kind !== 'dimension') return [];
      const { tallies } = pooledOffices(wave, disclosure, m, disclosure.mayAggregateOnce(m));
      return [
        [measure.dimension, icc(tallies.map((tally) => momentsIn(tally, wave.layout, measure)))] as const,
      ];
    }),
  );
}

function verdictsOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
  part: InstrumentReport,
  instrument: number,
  between: ReadonlyMap<number, ReturnType<typeof icc>>,
): Record<string, AggregationVerdict> {
  const offices = statistics.group.units.map((unit) => wave.own[unit]!);
  const judged = new Set(part.dimensions.filter((one) => !('suppressed' in one)).map(({ id }) => id));
  const all = byDimension(wave, instrument, (d) =>
    verdictOn(wave, disclosure, d, offices, between.get(d) ?? null),
  );
  return Object.fromEntries(Object.entries(all).filter(([id]) => judged.has(id)));
}
