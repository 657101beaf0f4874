/** Ranks with intervals: reproducible, honest about ties, and sharp only where the means are. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rankIntervals } from '../../server/statistics/rankIntervals.ts';

const sharp = (shrunken: number) => ({ shrunken, conditionalSd: 0.001 });

describe('rank intervals', () => {
  it('are the same for the same seed, and differ a little for another', () => {
    const groups = [60, 61, 62, 63].map((shrunken) => ({ shrunken, conditionalSd: 2 }));
    assert.deepEqual(rankIntervals(groups, 7), rankIntervals(groups, 7));
    assert.notDeepEqual(rankIntervals(groups, 7), rankIntervals(groups, 8));
  });

  it('are a single rank where the means are known exactly', () => {
    assert.deepEqual(rankIntervals([sharp(50), sharp(70), sharp(60)], 1), [
      { rank: 3, low: 3, high: 3, band: 3 },
      { rank: 1, low: 1, high: 1, band: 1 },
      { rank: 2, low: 2, high: 2, band: 2 },
    ]);
  });

  it('span all ranks, in one band, when no office differs from another', () => {
    const groups = new Array(5).fill({ shrunken: 60, conditionalSd: 0 });
    for (const interval of rankIntervals(groups, 1)) {
      assert.deepEqual(interval, { rank: 3, low: 1, high: 5, band: 1 });
    }
  });

  it('put offices that cannot be told apart into one band', () => {
    const groups = [80, 79.9, 60, 59.9].map((shrunken) => ({ shrunken, conditionalSd: 1 }));
    assert.deepEqual(
      rankIntervals(groups, 3).map(({ band }) => band),
      [1, 1, 2, 2],
    );
  });

  it('hold the expected rank, within 1 and the number of offices', () => {
    const group = fc.record({
      shrunken: fc.double({ min: 0, max: 100, noNaN: true }),
      conditionalSd: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 10 }), fc.nat(), (groups, seed) => {
        for (const { rank, low, high } of rankIntervals(groups, seed, 100)) {
          assert.ok(low >= 1 && low <= high && high <= groups.length);
          assert.ok(rank >= 1 && rank <= groups.length);
        }
      }),
    );
  });
});
