/** What can be computed about people who are not shown: from shrunken means of others, and from numbers of complete sheets. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../../server/reports/making/buildWaveReports.ts';
import { waveStatistics } from '../../../server/reports/making/waveStatistics.ts';
import { isShown, type Report } from '../../../server/reports/published/reportObject.ts';
import { empiricalBayes } from '../../../server/statistics/empiricalBayes.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../smallWave.ts';

const survey = instrument({ dimensions: { trust: ['t1', '-t2', 't3', 't4'], pay: ['p1'] }, outcome: 'pay' });

/** Answers that vary from row to row; every `gap`-th sheet leaves one item of trust out. */
function rows(n: number, seed: number, gap = Number.POSITIVE_INFINITY): Answer[][] {
  return Array.from({ length: n }, (_, row) => {
    const answers: Answer[] = Array.from(
      { length: 5 },
      (_, i) => 1 + ((row * 7 + i * 3 + seed * (i + 1)) % 5),
    );
    if (row % gap === gap - 1) answers[row % 4] = null;
    return answers;
  });
}

function reportsOf(offices: Record<string, SmallOffice>): Report[] {
  return buildWaveReports({ current: smallWave([survey], offices), previous: null }).reports;
}

const large = (seed: number): SmallOffice => ({ parent: 'root', headcount: 60, answers: rows(30, seed) });
const around = { root: { headcount: 80, answers: rows(40, 0) }, a: large(1), b: large(2), c: large(4) };

describe('reports beside people who are not shown', () => {
  it('shrink the means of other offices the same, however answers are spread among hidden ones', () => {
    const people = rows(16, 3);
    const shrunkenWith = (tiny: Answer[][], small: Answer[][]) => {
      const hidden = {
        tiny: { parent: 'a', headcount: 12, answers: tiny },
        small: { parent: 'a', headcount: 30, answers: small },
      };
      return reportsOf({ ...around, ...hidden }).flatMap(({ office, scope, instruments }) => {
        const { index } = instruments[0]!;
        return scope === 'own' && isShown(index) && index.sd !== null ? [`${office}: ${index.shrunken}`] : [];
      });
    };
    const shown = shrunkenWith(people.slice(0, 4), people.slice(4));
    assert.ok(shown.length >= 3);
    assert.deepEqual(shrunkenWith(people.slice(12), people.slice(0, 12)), shown);
  });

  it('shrink by the variance between all offices, of which the hidden ones give away nothing but that', () => {
    const means = [1, 2, 3, 4, 5, 3];
    const hidden = (order: number[]): Record<string, SmallOffice> =>
      Object.fromEntries(
        order.map((place, h) => {
          const answers = rows(4, 3).map((row) =>
            row.map((x) => Math.min(5, Math.max(1, means[place]! + (Number(x) % 2)))),
          );
          return [`h${h}`, { parent: 'a', headcount: 12, answers }];
        }),
      );
    const world = (order: number[]) => ({ ...around, ...hidden(order) });
    const told = (order: number[]) => reportsOf(world(order));
    // Every number of the wave is the same, and yet the first hidden office is at one end of the scale or at the other.
    const seen = told([0, 1, 2, 3, 4, 5]);
    assert.deepEqual(told([4, 3, 2, 1, 0, 5]), seen);
    const everyone = waveStatistics(smallWave([survey], world([0, 1, 2, 3, 4, 5])));
    const exact = empiricalBayes(everyone.own.map(({ moments }) => moments[0]!))!;
    for (const code of ['root', 'b', 'c']) {
      const { index } = seen.find(({ office, scope }) => office === code && scope === 'own')!.instruments[0]!;
      assert.ok(isShown(index) && index.shrunken !== null && index.mean !== null);
      const { shrunken } = exact.groups[everyone.own.findIndex(({ group }) => group.code === code)]!;
      assert.ok(Math.abs(index.shrunken - shrunken) < 1, `${code}: ${index.shrunken} for ${shrunken}`);
      assert.ok(Math.abs(index.mean - index.shrunken) < 0.5 * Math.abs(index.mean - exact.mu) + 0.2);
    }
  });

  it('give neither reliability nor agreement where fewer than ten sheets are complete', () => {
    const patchy = { parent: 'root', headcount: 60, answers: rows(14, 1, 2) };
    const report = reportsOf({ ...around, patchy }).find(
      ({ office, scope }) => office === 'patchy' && scope === 'own',
    );
    const trust = report?.instruments[0]?.dimensions[0];
    assert.ok(trust && isShown(trust));
    assert.deepEqual([trust.n, typeof trust.sd], [14, 'number']);
    assert.deepEqual(trust.reliability, { suppressed: 'tooFew' });
    assert.deepEqual(trust.agreement, { suppressed: 'tooFew' });
  });

  it('give a score of five to nine people its keys in the order of every other', () => {
    const reports = reportsOf({ ...around, few: { parent: 'root', headcount: 20, answers: rows(7, 1) } });
    const orders = reports.flatMap(({ instruments }) => {
      const { index } = instruments[0]!;
      return isShown(index) ? [Object.keys(index).join()] : [];
    });
    assert.equal(new Set(orders).size, 1);
  });
});
