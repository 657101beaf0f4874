/** The pace of sending: every minute as many messages as are allowed, from one to tens of thousands. */
import assert from 'node:assert/strict';
import { messageRate } from '../../../server/participation/delivery/messageRate.ts';

describe('the rate of messages', () => {
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

  for (const perMinute of [1, 5, 7, 12, 13, 120, 601, 100_000]) {
    it(`is ${perMinute} a minute in rounds of five seconds, from the first round on`, () => {
      const next = messageRate(perMinute, 5000);
      const rounds = Array.from({ length: 36 }, next);
      assert.ok(rounds[0]! >= 1);
      for (const minute of [0, 12, 24]) assert.equal(sum(rounds.slice(minute, minute + 12)), perMinute);
      assert.ok(Math.max(...rounds) - Math.min(...rounds) <= 1, 'spread evenly');
    });
  }

  it('is nothing for a channel that is not set up', () => {
    const next = messageRate(0, 5000);
    assert.deepEqual([next(), next()], [0, 0]);
  });
});
