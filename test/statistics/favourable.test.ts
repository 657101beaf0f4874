import assert from 'node:assert/strict';
import { boundDistribution, scoreClasses } from '../../server/disclosure/boundDistribution.ts';
import { favourableClass } from '../../server/instruments/scoring.ts';
import { favourablePoints } from '../../server/statistics/favourable.ts';

describe('favourable points', () => {
  /** By number of points, as the contract of reports has it. */
  const byPoints = { 2: 1, 3: 1, 4: 1, 5: 2, 6: 2, 7: 2, 8: 3, 9: 3, 10: 4, 11: 4 };

  it('are max(1, ⌊2k ÷ 5⌋) at each end', () => {
    for (const [points, expected] of Object.entries(byPoints))
      assert.equal(favourablePoints(Number(points)), expected, `${points} points`);
    assert.throws(() => favourablePoints(1), RangeError);
  });

  it('are the same for scores and for what disclosure control says of them', () => {
    for (const points of Object.keys(byPoints).map(Number)) {
      const { from, to } = scoreClasses(points);
      for (let point = 1; point <= points; point += 1) {
        const score = (100 * (point - 1)) / (points - 1);
        const side = score >= from - 1e-9 ? 'favourable' : score <= to + 1e-9 ? 'unfavourable' : 'neutral';
        assert.equal(favourableClass(point, points), side, `${point} of ${points}`);
      }
      const allOnTop = Array.from({ length: points }, (_, at) => (at === points - 1 ? 20 : 0));
      assert.ok(boundDistribution({ counts: allOnTop }), `${points} points`);
    }
  });
});
