/** What the pages decide: priorities, trends, flags, verdicts and means, from report objects made by hand. */
import assert from 'node:assert/strict';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { verdictWords } from '../../server/reportPages/aggregationWords.ts';
import { sizeOf } from '../../server/reportPages/comparisonOrder.ts';
import { findPriorities } from '../../server/reportPages/findPriorities.ts';
import { itemFlagsOf } from '../../server/reportPages/itemFlags.ts';
import { presentTrend } from '../../server/reportPages/presentTrend.ts';
import { waveDates, waveLine } from '../../server/reportPages/reportPage.ts';
import { provinceMeans } from '../../server/reports/making/comparison/provinceMeans.ts';
import type {
  Report,
  Score,
  ShownDimension,
  ShownItem,
} from '../../server/reports/published/reportObject.ts';
import { aggregationVerdict } from '../../server/statistics/aggregationVerdict.ts';
import { icc } from '../../server/statistics/icc.ts';
import type { Moments } from '../../server/statistics/moments.ts';
import { periodOf } from '../../server/waves/present.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { dimension, instrument, report, score } from './madeReports.ts';

const en = readerOfLanguage('en');

describe('priorities', () => {
  const priorities = (
    dimensions: ShownDimension[],
    weights: { dimension: string; share: number; leads?: boolean }[] = [],
    ideal: number | null = 80,
  ) => {
    const [part] = report(score(50), dimensions).instruments;
    const drivers = {
      outcome: 'pride',
      r2: 0.4,
      n: 200,
      from: 'a',
      weights: weights.map(({ dimension, share }) => ({ dimension, share, weight: share })),
    };
    const advice = {
      reason: null,
      pAdjusted: 0.01,
      dimensions: weights.map(({ leads }) => ({
        direction: 'with' as const,
        isReliable: true,
        shareCi95: null,
        leads: leads === true,
      })),
    };
    return findPriorities(
      { ...part!, drivers: weights.length > 0 ? drivers : null, advice, borrowedFrom: null },
      ideal,
    );
  };

  it('are below the ideal and lower than the province or leading in the outcome, those with both grounds first', () => {
    const found = priorities(
      [dimension('a', 40, 'notDifferent'), dimension('b', 60, 'lower'), dimension('c', 50, 'notDifferent')],
      [
        { dimension: 'a', share: 0.2 },
        { dimension: 'b', share: 0.45, leads: true },
        { dimension: 'c', share: 0.35, leads: true },
      ],
    ).priorities;
    assert.deepEqual(
      found.map(({ dimension: { id }, grounds }) => [id, grounds.join(' ')]),
      [
        ['b', 'belowIdeal lower driver'],
        ['c', 'belowIdeal driver'],
      ],
    );
  });

  it('fall back to the lowest, and never contain what reaches the ideal', () => {
    const found = priorities([dimension('a', 70, 'notDifferent'), dimension('b', 78, 'lower')]);
    assert.deepEqual(
      found.priorities.map(({ dimension: { id } }) => id),
      ['a'],
    );
    assert.deepEqual(found.strengths, [], 'an interval that reaches the ideal has not reached it');
    const reached = priorities([dimension('a', 84.1, 'notDifferent'), dimension('b', 83.9, 'notDifferent')]);
    assert.deepEqual(
      reached.strengths.map(({ dimension: { id }, grounds }) => [id, grounds]),
      [['a', ['reached']]],
    );
  });

  it('take a large share alone for nothing, and know no ideal where there is none', () => {
    const heavy = [{ dimension: 'a', share: 0.9 }];
    const foundOf = (next: number) =>
      priorities(
        [dimension('a', next, 'notDifferent'), dimension('b', 40, 'notDifferent')],
        heavy,
      ).priorities.map(({ dimension: { id }, grounds }) => [id, grounds]);
    // Thirty answers with a deviation of 20 on both sides: from 10.12 points on it is more than chance.
    assert.deepEqual(foundOf(50.2), [['b', ['belowIdeal', 'lowest']]]);
    assert.deepEqual(foundOf(50), [['b', ['belowIdeal', 'lowestByChance']]]);
    const without = [dimension('a', 50, 'lower'), dimension('b', 40, 'notDifferent')].map((one) => ({
      ...one,
      idealVerdict: null,
    }));
    const { strengths, priorities: chosen } = priorities(without, heavy, null);
    assert.deepEqual([strengths.length, chosen.map(({ grounds }) => grounds)], [0, [['lower']]]);
  });

  it('choose nothing where no interval is given', () => {
    const rounded = { ...dimension('a', 40, 'lower'), ci95: null, sd: null, favourable: null };
    assert.deepEqual(priorities([rounded]), { strengths: [], priorities: [] });
  });
});

describe('trend', () => {
  const waves = (means: number[], changed = -1) =>
    means.map((mean, i) => ({
      title: `wave ${i}`,
      closesAt: new Date(Date.UTC(2020 + i, 9, 1)),
      report: report(
        score(
          mean,
          i === changed ? { versus: { ...score(mean).versus, previous: { unavailable: 'changed' } } } : {},
        ),
      ),
    }));

  it('needs three waves, draws a line without a test below five, and tests from five on', () => {
    assert.equal(presentTrend(waves([50, 52]), instrument, en), null);
    assert.match(presentTrend(waves([50, 52, 54]), instrument, en)!.verdict, /fewer than 5 waves/i);
    const rising = presentTrend(waves([50, 52, 54, 56, 58]), instrument, en)!;
    assert.match(rising.verdict, /\*\*rising\*\*, by about 2\.0 points a wave\.$/);
    assert.match(rising.test, /Mann.*p = 0\.017/);
    assert.match(
      presentTrend(waves([50, 54, 49, 55, 50.5]), instrument, en)!.verdict,
      /no direction was confirmed/,
    );
  });

  it('writes short months over their years, and of many waves not every one but always the newest', () => {
    const labels = (count: number) => {
      const means = Array.from({ length: count }, (_, i) => 50 + i);
      const { chart } = presentTrend(waves(means), instrument, en)!;
      return [...chart.matchAll(/>(Oct|20\d\d)</g)].map(([, label]) => label);
    };
    assert.deepEqual(labels(3), ['Oct', '2020', 'Oct', '2021', 'Oct', '2022']);
    assert.deepEqual(labels(7), ['Oct', '2020', 'Oct', '2022', 'Oct', '2024', 'Oct', '2026']);
  });

  it('breaks the line where the wording changed and tests only what follows', () => {
    const broken = presentTrend(waves([50, 52, 54, 56, 58], 2), instrument, en)!;
    assert.equal(broken.chart.match(/class="trend"/g)?.length, 3);
    assert.match(broken.verdict, /fewer than 5 waves/i);
  });
});

describe('words of the quality section', () => {
  it('say yes only when everything is good, and name what speaks against', () => {
    const judged = (groups: Moments[], agreement: number) =>
      verdictWords(
        aggregationVerdict({ icc: icc(groups), agreement: [agreement], agreementSkewed: [agreement] }),
        en,
      );
    const offices = (means: number[], n: number) =>
      means.map((mean): Moments => ({ n, mean, variance: 200 }));
    const apart = Array.from({ length: 20 }, (_, at) => 40 + 2 * at);
    assert.deepEqual(judged(offices(apart, 40), 0.8), { verdict: 'yes', word: 'yes', reasons: '' });
    const weak = judged(offices(apart, 40), 0.6);
    assert.equal(weak.verdict, 'withCaution');
    assert.match(weak.reasons, /agreement within the office is moderate.*stricter baseline/);
    const alike = judged(offices([50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 50, 51], 10), 0.8);
    assert.equal(alike.verdict, 'no');
    assert.match(alike.reasons, /a test could not confirm a difference between offices/);
    assert.equal(judged([], 0.8).verdict, 'unknown');
  });

  it('flag an item that was changed, divided, or hardly agreed upon', () => {
    const [item] = instrument.dimensions[0]!.items;
    const base: ShownItem = { ...score(50), id: 'honest', distribution: null, notApplicable: 0 };
    const changed = { ...base, versus: { ...base.versus, previous: { unavailable: 'changed' as const } } };
    assert.deepEqual(itemFlagsOf(item!, changed, null, instrument), ['wordingChanged']);
    assert.deepEqual(itemFlagsOf(item!, { ...base, sd: 45 }, [0.5, 0, 0, 0, 0.5], instrument), ['bipolar']);
    assert.deepEqual(itemFlagsOf(item!, { ...base, sd: 33 }, [0.3, 0, 0.4, 0, 0.3], instrument), [
      'lowAgreement',
    ]);
  });
});

describe('comparison', () => {
  it('names three means of the province apart', () => {
    const office = (index: Score, headcount: number | null): Report => ({
      ...report(index, [], headcount),
      office: 'b',
    });
    const own = [
      office(score(40, { n: 10 }), 100),
      office(score(60, { n: 30 }), 100),
      office(score(80, { n: 30 }), 200),
    ];
    const province: Report = { ...report(score(65), [], 400), scope: 'subtree' };
    const means = provinceMeans([province, ...own], 'subtree:a', 0);
    assert.deepEqual(
      means.map(({ kind, mean }) => [kind, mean]),
      [
        ['pooled', 65],
        ['weighted', 65],
        ['offices', 60],
      ],
    );
    const half = Math.sqrt(
      (0.25 ** 2 * 400 * 0.9) / 10 + (0.25 ** 2 * 400 * 0.7) / 30 + (0.5 ** 2 * 400 * 0.85) / 30,
    );
    assert.ok(Math.abs(means[1]!.ci95![1] - (65 + 1.959964 * half)) < 1e-5, 'strata with finite correction');
    const unknown = provinceMeans([office(score(40), null)], 'subtree:a', 0);
    assert.deepEqual(
      unknown.map(({ mean }) => mean),
      [null, null, 40],
    );
  });

  it('puts offices into bands of size', () => {
    assert.deepEqual([29, 30, 100, 101, null].map(sizeOf), ['small', 'medium', 'medium', 'large', null]);
  });
});

describe('the days of a wave', () => {
  it('end when it was closed, not when that was planned', () => {
    const [opensAt, closesAt] = [new Date('2026-11-01T08:00Z'), new Date('2026-11-20T08:00Z')];
    for (const [closedAt, end] of [
      [null, '20 Nov 2026'],
      [new Date('2026-11-12T08:00Z'), '12 Nov 2026'],
    ] as const) {
      const wave = { title: 'پاییز', opensAt, closesAt, closedAt } as Wave;
      for (const line of [waveDates(wave, en), waveLine(wave, en), periodOf(wave, en)]) {
        assert.ok(line.includes('1 Nov 2026') && line.includes(end), line);
      }
    }
  });
});
