/**
 * Numbers that pages compute from published ones: the range that silence leaves, and the trend over waves. The attacker computes them from what
 * is shown; where one differs, it was made from something hidden, and is an equation about that.
 */
import { readerOfLanguage } from '../../../server/i18n/reader.ts';
import { presentMeasurementQuality } from '../../../server/reportPages/presentMeasurementQuality.ts';
import { trendTest } from '../../../server/reportPages/trendTest.ts';
import type { Score } from '../../../server/reports/published/reportObject.ts';
import { randomFrom } from '../../disclosure/provinces.ts';
import type { AttackRow } from '../attackRow.ts';
import { smallProvince, survey } from './smallProvince.ts';

const en = readerOfLanguage('en');

/** Pages that state a range, and those whose ends do not follow from the published mean, its n and the headcount. */
export function rangesOfSilence(seed: number, provinces: number): { stated: number; otherwise: number } {
  const found = { stated: 0, otherwise: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const province = smallProvince(seed * 1000 + i, [3, 4, 6, 8, 12, 20]);
    for (const report of province.reports) {
      const part = report.instruments[0]!;
      const page = presentMeasurementQuality({ report, part, extras: null, instrument: survey }, en);
      if (page.bounds === '') continue;
      const [silent, low, high] = (page.bounds.match(/\d+/g) ?? []).map(Number);
      const { n, mean } = part.index as Score;
      const staff = report.headcount!;
      found.stated += 1;
      // Rounded outwards; where the mean itself is rounded, from half a point beside it.
      const isFromShown =
        silent === staff - n &&
        [0, 0.5].some((doubt) => {
          const [least, most] = [Math.max(0, mean! - doubt), Math.min(100, mean! + doubt)];
          const from = Math.floor((n * least) / staff + 1e-9);
          const to = Math.ceil((n * most + 100 * (staff - n)) / staff - 1e-9);
          return low === from && high === to;
        });
      if (!isFromShown) found.otherwise += 1;
    }
  }
  return found;
}

/** Sequences of waves with one hidden among them that are tested, and those whose slope or p shown means do not give. */
export function trendsOver(seed: number, sequences: number): { tested: number; otherwise: number } {
  const random = randomFrom(seed + 9);
  const found = { tested: 0, otherwise: 0 };
  for (let i = 0; i < sequences; i += 1) {
    const hiddenAt = Math.floor(9 * random());
    const means = Array.from({ length: 9 }, () => 100 * random());
    const scores = means.map((mean, at) => (at === hiddenAt ? null : scoreOf(mean)));
    const told = trendTest(scores);
    const shown = means.slice(hiddenAt + 1);
    const run = hiddenAt === 8 ? [] : shown;
    if (!told) {
      if (run.length >= 5) found.otherwise += 1;
      continue;
    }
    found.tested += 1;
    const slopes = run.flatMap((later, j) =>
      run.slice(0, j).map((earlier, k) => (later - earlier) / (j - k)),
    );
    const isFromShown = Math.abs(medianOf(slopes) - told.slope) < 1e-9 && told.waves === run.length;
    if (!isFromShown) found.otherwise += 1;
  }
  return found;
}

const scoreOf = (mean: number) => ({ mean, versus: { previous: { difference: 0 } } }) as unknown as Score;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

export function fromShownRows(provinces: number): AttackRow[] {
  const silence = rangesOfSilence(1, provinces);
  const trends = trendsOver(1, 20 * provinces);
  return [
    {
      attack:
        'the range that silence leaves (non-response bounds) as an equation about a rounded or hidden mean',
      tried: `an end that the shown mean, n and headcount do not give; ${silence.stated} pages`,
      best: String(silence.otherwise),
      chance: '0',
    },
    {
      attack: 'slope and p over waves as equations about a wave of which the office is hidden',
      tried: `a slope that shown means do not give; ${trends.tested} trends`,
      best: String(trends.otherwise),
      chance: '0',
    },
  ];
}
