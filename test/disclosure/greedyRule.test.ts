/** The reference data's one-level case: a governorate's total is published, its offices below the threshold are hidden. */
import assert from 'node:assert/strict';
import { protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import fixture from './fixtures/greedySuppression.json' with { type: 'json' };

const { offices, results } = fixture;
const governorates = [...new Set(offices.map(({ governorate }) => governorate))];
const groups = [
  { id: 'province', atoms: offices.map((_, i) => i) },
  ...governorates.map((code) => ({
    id: `all ${code}`,
    atoms: offices.flatMap(({ governorate }, i) => (governorate === code ? [i] : [])),
  })),
  ...offices.map(({ id }, i) => ({ id, atoms: [i] })),
];

function hiddenAt(threshold: number) {
  const measures = [{ id: 'responses', n: offices.map(({ n }) => n) }];
  const headcounts = offices.map(() => null);
  const decisions = protectMeasures({
    headcounts,
    groups,
    measures,
    minimum: threshold,
    minimumDetail: threshold,
  });
  assert.equal(decisions.decide('responses', 'province'), 'detail');
  for (const code of governorates) assert.equal(decisions.decide('responses', `all ${code}`), 'detail');
  return offices.filter(({ id }) => decisions.decide('responses', id) !== 'detail');
}

describe('Offices hidden in the reference case', () => {
  for (const { threshold, primary_suppressed, complementary_suppressed } of results) {
    it(`are at threshold ${threshold} at least two a governorate, hold the threshold, and lose no more than the greedy rule`, () => {
      const hidden = hiddenAt(threshold);
      const ids = hidden.map(({ id }) => id);
      assert.ok(primary_suppressed.every((id) => ids.includes(id)));
      for (const code of governorates) {
        const here = hidden.filter(({ governorate }) => governorate === code);
        const persons = here.reduce((total, { n }) => total + n, 0);
        assert.ok(here.length === 0 || (here.length >= 2 && persons >= threshold), code);
      }
      const greedy = [...primary_suppressed, ...complementary_suppressed];
      const lost = (codes: string[]) =>
        offices.filter(({ id }) => codes.includes(id)).reduce((total, { n }) => total + n, 0);
      assert.ok(ids.length <= greedy.length && lost(ids) <= lost(greedy), `${ids} against ${greedy}`);
    });
  }
});
