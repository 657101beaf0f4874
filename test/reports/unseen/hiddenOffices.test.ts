/** What can be computed about people who are not shown: from shrunken means of others, and from numbers of complete sheets. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../../server/reports/making/buildWaveReports.ts';
import { isShown, type Report } from '../../../server/reports/published/reportObject.ts';
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
