/** A short form after the long one, and the long one after a short form: compared only where the wave says that it was checked, and how. */
import assert from 'node:assert/strict';
import { instrument, type SmallOffice, smallWave } from './smallWave.ts';
import { find, reportsOf, sheets, shownDimension, shownIndex } from './supportReports.ts';

const long = instrument({
  id: 'long',
  version: 3,
  dimensions: { trust: ['t1', '-t2', 't3'], pay: ['p1', 'p2'] },
});
const short = {
  ...instrument({ id: 'brief', version: 4, dimensions: { trust: ['t1', '-t2'], pay: ['p2'] } }),
  shortFormOf: { id: 'long', version: 3 },
  // Of the short form itself: nothing is declared of the long one.
  previousVersion: 3,
};
const offices = (items: number, start: number): Record<string, SmallOffice> => ({
  root: { headcount: 60, answers: sheets(40, start, items) },
  a: { parent: 'root', headcount: 30, answers: sheets(25, start + 1, items) },
  b: { parent: 'root', headcount: 50, answers: sheets(30, start + 2, items) },
});
const longWave = smallWave([long], offices(5, 0), { id: 'then' });
const shortWave = smallWave([short], offices(3, 3), { id: 'now' });
const checkedBy = 'دکتر نادری، همبستگی ۰٫۹۳ در ۳۴۰ پاسخ آزمایشی';
const told = ({ wave, tallies }: typeof shortWave, formsChecked?: string) => ({
  wave: { ...wave, ...(formsChecked !== undefined && { formsChecked }) },
  tallies,
});
const previousOf = (reports: ReturnType<typeof reportsOf>) => {
  const report = find(reports, 'a');
  const trust = shownDimension(report, 'trust');
  return [shownIndex(report), trust, trust.items[0]!].map((one) => 'versus' in one && one.versus.previous);
};

describe('a short form beside the long one', () => {
  it('is not compared with it where nobody has checked that they compare', () => {
    for (const wave of [told(shortWave), told(shortWave, '')]) {
      const reports = reportsOf(wave, longWave);
      const none = { unavailable: 'noPrevious' };
      assert.deepEqual(previousOf(reports).slice(0, 2), [none, none]);
      assert.ok(!('comparedForm' in find(reports, 'a').instruments[0]!));
    }
  });

  it('is compared with it, index, dimension and item, where the wave says how that was checked, either way round', () => {
    const ways = [
      [told(shortWave, checkedBy), longWave, 'long', 3],
      [told(smallWave([long], offices(5, 0)), checkedBy), { ...shortWave }, 'brief', 4],
    ] as const;
    for (const [now, before, id, version] of ways) {
      const reports = reportsOf(now, before);
      const earlier = reportsOf(before);
      const report = find(reports, 'a');
      assert.deepEqual(report.instruments[0]!.comparedForm, { id, version, checked: checkedBy });
      const [index, trust] = previousOf(reports) as { difference: number }[];
      const meanThen = shownIndex(find(earlier, 'a')).mean!;
      const trustThen = shownDimension(find(earlier, 'a'), 'trust').mean!;
      assert.ok(Math.abs(index!.difference - (shownIndex(report).mean! - meanThen)) < 1e-9);
      assert.ok(Math.abs(trust!.difference - (shownDimension(report, 'trust').mean! - trustThen)) < 1e-9);
    }
  });

  it('is not compared in what the two forms do not share: another wording, another scale, a dimension of one alone', () => {
    const other = (dimensions: Record<string, string[]>, changes: object = {}) => {
      const form = { ...instrument({ id: 'brief', dimensions }), shortFormOf: short.shortFormOf, ...changes };
      const answers = offices(Object.values(dimensions).flat().length, 3);
      return previousOf(reportsOf(told(smallWave([form], answers), checkedBy), longWave));
    };
    const changed = { unavailable: 'changed' };
    const [alone, sharedTrust] = other({ trust: ['t1', '-t2'] });
    assert.deepEqual(alone, changed);
    assert.ok(sharedTrust && 'difference' in sharedTrust);
    const reworded = other({ trust: ['t1', 't2'], pay: ['p2'] });
    assert.deepEqual(reworded[0], changed);
    assert.ok(reworded[1] && 'unavailable' in reworded[1], 'a question that was turned round');
    const labels = short.scale.labels.map(({ fa }) => ({ fa: `${fa}!` }));
    const scaled = other({ trust: ['t1', '-t2'], pay: ['p2'] }, { scale: { ...short.scale, labels } });
    for (const one of scaled) assert.ok(one && 'unavailable' in one);
  });
});
