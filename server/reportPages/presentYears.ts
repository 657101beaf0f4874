/**
 * The comparison over five waves and more: what all offices moved together, how much of the change that is, who really moved beside the others,
 * and when the goal would be reached on this line; with a chart, and every office's numbers for those who ask.
 */

import { changeChart } from '../charts/changeChart.ts';
import { axisFor } from '../charts/horizontalScale.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ChangeOverWaves } from '../reports/making/comparison/changeOverWaves.ts';
import type { TestedDifference } from '../reports/published/reportObject.ts';
import { z975 } from '../statistics/tails.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { differenceCell } from './presentScore.ts';
import { type YearsOf, yearsSentences } from './yearsSentences.ts';

const yearMs = 365.2425 * 24 * 3_600_000;
/** At most this many labels fit side by side on a phone, the end of the axis among them. */
const maxLabels = 5;

/** null with fewer than five waves, and in comparisons of older versions. */
export function presentYears(change: ChangeOverWaves | null | undefined, of: YearsOf, reader: Reader) {
  const { wave, instrument } = of;
  const { t, f } = reader;
  if (!change) return null;
  const digits = { digits: 1 };
  const rows = change.rows
    .toSorted((a, b) => b.difference - a.difference)
    .map((row) => ({
      code: row.office,
      name: nameInWave(wave, row.office, reader),
      verdict: row.verdict,
      cell: differenceCell(asDifference(row), reader, { withEffect: false }),
      interval: f.range(...row.ci95, digits),
      expected: f.signed(row.expected, digits),
    }));
  return {
    sentences: yearsSentences(change, of, reader),
    chart: drawn(change, instrument, reader),
    moved: rows.filter(({ verdict }) => verdict === 'different'),
    rows,
    waves: change.waves.map(({ endsAt, level, se, offices }, i) => ({
      wave: nameOf(endsAt, i, reader),
      level: f.number(level, digits),
      interval: f.range(level - z975 * se, level + z975 * se, digits),
      offices: f.number(offices),
    })),
    numbers: t('reports:years.numbers', {
      ...Object.fromEntries(
        Object.entries(change.spread).map(([name, value]) => [name, f.number(value, digits)]),
      ),
      df: f.number(change.common.df),
      p: f.number(change.common.p, { digits: 3 }),
    }),
  };
}

/** A movement as any other difference, for its mark and word. */
const asDifference = (row: ChangeOverWaves['rows'][number]): TestedDifference => ({
  ...row,
  effect: null,
  mark: row.verdict !== 'different' ? 'notDifferent' : row.difference > 0 ? 'higher' : 'lower',
});

/** The month of a wave, or its number where the days are unknown. */
const nameOf = (endsAt: string | null, i: number, { t, f }: Reader, name: 'long' | 'short' = 'long') =>
  endsAt ? f.monthYear(new Date(endsAt), name) : t('reports:years.waveNumber', { number: f.number(i + 1) });

function drawn(change: ChangeOverWaves, { ideal }: Instrument, reader: Reader): string {
  const { t, f, dir } = reader;
  const { waves, span, common, ahead } = change;
  const first = waves[0]?.endsAt;
  const times = waves.map(({ endsAt }, i) =>
    endsAt && first ? (Date.parse(endsAt) - Date.parse(first)) / yearMs : i,
  );
  const every = Math.ceil(waves.length / (maxLabels - 1));
  const points = waves.map(({ level, se, endsAt }, i) => ({
    time: times[i] ?? 0,
    value: level,
    interval: [level - z975 * se, level + z975 * se] as const,
    text: f.number(level, { digits: 1 }),
    label: (waves.length - 1 - i) % every === 0 ? nameOf(endsAt, i, reader, 'short') : '',
  }));
  const outlook = ahead.map(({ after, mean, ci95 }) => ({ time: span + after, value: mean, interval: ci95 }));
  const now = ahead[0]!;
  const line = [now.mean - common.difference, now.mean].map((value, i) => ({
    time: i * span,
    value,
    interval: [value, value] as const,
  }));
  const last = waves.at(-1)?.endsAt;
  const end = outlook.at(-1)?.time ?? span;
  const axis = axisFor(
    points.flatMap(({ value, interval }) => [value, ...interval]),
    dir,
  );
  return changeChart(
    points,
    line,
    outlook,
    {
      ...{ from: axis.from, to: axis.to },
      ideal:
        ideal !== null ? { value: ideal, text: t('reports:years.ideal', { ideal: f.number(ideal) }) } : null,
      endLabel: last ? f.monthYear(new Date(Date.parse(last) + (end - span) * yearMs), 'short') : '',
    },
    dir,
  );
}
