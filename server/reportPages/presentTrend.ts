/**
 * The index and every dimension over three or more waves. The line breaks where two waves may not be compared; a trend is tested only from five
 * waves on, because no test can detect one in fewer.
 */

import { axisFor } from '../charts/horizontalScale.ts';
import { type TrendPoint, trendChart } from '../charts/trendChart.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { isShown, type Score } from '../reports/published/reportObject.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import type { WavePoint } from './gatherTrend.ts';
import { differenceCell, intervalOf, isRounded } from './presentScore.ts';
import { presentTrendRows } from './presentTrendRows.ts';
import { isJoined, trendTest } from './trendTest.ts';

const minWaves = 3;
const significance = 0.05;

interface Placed {
  point: WavePoint;
  score: Score | null;
}

/** null with fewer than three scores. */
export function presentTrend(waves: readonly WavePoint[], instrument: Instrument, reader: Reader) {
  const { t, f } = reader;
  const placed = waves.map((point): Placed => ({ point, score: indexIn(point, instrument.id) }));
  const shown = placed.filter(({ score }) => score !== null);
  if (shown.length < minWaves) return null;
  const scale = axisFor(
    shown.flatMap(({ score }) => [score?.mean, ...((score && intervalOf(score)) ?? [])]),
    reader.dir,
  );
  const frame = {
    from: scale.from,
    to: scale.to,
    edges: instrument.bands
      .slice(1)
      .map(({ from }) => ({ value: from, text: f.number(from, { digits: 0 }) })),
    ideal: instrument.ideal,
  };
  const number = (score: Score) => f.number(score.mean ?? 0, { digits: isRounded(score) ? 0 : 1 });
  const ends = [shown[0], shown.at(-1)].map((one) => number(one?.score as Score));
  return {
    title: t('reports:trend.title', { count: shown.length, first: ends[0], last: ends[1] }),
    chart: trendChart(
      placed.map((one) => drawn(one, reader)),
      frame,
      reader.dir,
    ),
    note: t('reports:trend.note', { from: scale.from, to: scale.to }),
    ...verdict(placed, reader),
    waves: placed.map(({ point }) => (point.closesAt ? f.monthYear(point.closesAt) : point.title)),
    dimensions: presentTrendRows(waves, instrument, reader),
    rows: placed.map(({ point, score }) => ({
      wave: point.title,
      mean: score ? number(score) : '–',
      interval:
        score && intervalOf(score) ? f.range(...(intervalOf(score) as [number, number]), { digits: 1 }) : '–',
      change: score ? differenceCell(score.versus.previous, reader) : undefined,
    })),
  };
}

function indexIn({ report }: WavePoint, instrument: string): Score | null {
  const index = report.instruments.find(({ id }) => id === instrument)?.index;
  return index && isShown(index) && index.mean !== null ? index : null;
}

function drawn({ point, score }: Placed, { f }: Reader): TrendPoint | null {
  if (!score) return null;
  return {
    value: score.mean ?? 0,
    interval: intervalOf(score),
    text: f.number(score.mean ?? 0, { digits: isRounded(score) ? 0 : 1 }),
    label: point.closesAt ? f.monthYear(point.closesAt, 'short') : point.title,
    joined: isJoined(score),
  };
}

/** In everyday words, and how it was judged for those who ask. */
function verdict(placed: readonly Placed[], { t, f }: Reader): { verdict: string; test: string } {
  const test = trendTest(placed.map(({ score }) => score));
  if (test === null)
    return { verdict: t('reports:trend.notTested', { least: minimumSizes.waves }), test: '' };
  const told = test.p >= significance ? 'none' : test.slope > 0 ? 'rising' : 'falling';
  const slope = f.number(Math.abs(test.slope), { digits: 1 });
  return {
    verdict: t(`reports:trend.${told}`, { count: test.waves, slope }),
    test: t('reports:trend.test', {
      slope: f.signed(test.slope, { digits: 1 }),
      p: f.number(test.p, { digits: 3 }),
    }),
  };
}
