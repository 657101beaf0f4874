/**
 * Every dimension over the waves: its scores, a small line that breaks where wording or office changed, and a verdict. The p values of
 * all dimensions are adjusted together, so that none of many is found by chance.
 */

import { trendSpark } from '../charts/trendSpark.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { isShown, type Score } from '../reports/published/reportObject.ts';
import { benjaminiHochberg } from '../statistics/adjustP.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import type { WavePoint } from './gatherTrend.ts';
import { isRounded } from './presentScore.ts';
import { isJoined, type TrendTest, trendTest } from './trendTest.ts';

const significance = 0.05;

export function presentTrendRows(waves: readonly WavePoint[], instrument: Instrument, reader: Reader) {
  const lines = instrument.dimensions.map(({ id }) => ({
    id,
    scores: waves.map((point) => dimensionIn(point, instrument.id, id)),
  }));
  const known = lines.flatMap(({ scores }) => scores.flatMap((score) => score?.mean ?? []));
  const ends = [Math.floor(Math.min(...known)), Math.ceil(Math.max(...known))] as const;
  const tests = lines.map(({ scores }) => trendTest(scores));
  const adjusted = benjaminiHochberg(tests.map((test) => test?.p ?? null));
  return lines
    .filter(({ scores }) => scores.some((score) => score !== null))
    .map(({ id, scores }) => {
      const place = lines.findIndex((line) => line.id === id);
      return {
        title: dimensionTitle(id, instrument, reader),
        chart: trendSpark(
          scores.map((score) => score && { value: score.mean ?? 0, joined: isJoined(score) }),
          ends,
          reader.dir,
        ),
        cells: scores.map((score) => cell(score, reader)),
        broken: scores.some((score, at) => at > 0 && score !== null && !isJoined(score))
          ? reader.t('reports:trend.broken')
          : '',
        verdict: verdict(tests[place] ?? null, adjusted[place] ?? null, reader),
      };
    });
}

function dimensionIn({ report }: WavePoint, instrument: string, id: string): Score | null {
  const part = report.instruments.find((one) => one.id === instrument);
  const found = part?.dimensions.find((one) => one.id === id);
  return found && isShown(found) && found.mean !== null ? found : null;
}

function cell(score: Score | null, { f }: Reader): string {
  return score ? f.number(score.mean ?? 0, { digits: isRounded(score) ? 0 : 1 }) : '–';
}

function verdict(test: TrendTest | null, p: number | null, { t, f }: Reader): string {
  if (test === null || p === null) return t('reports:trend.tooShort');
  const slope = f.signed(test.slope, { digits: 1 });
  if (p >= significance) return t('reports:trend.rowNone', { slope });
  return t(`reports:trend.${test.slope > 0 ? 'rowRising' : 'rowFalling'}`, { slope });
}
