/** Random identifiers: of the wanted length and letters, never the same, and no letter more likely than another. */
import assert from 'node:assert/strict';
import { randomId } from '../../server/database/randomId.ts';

describe('random identifiers', () => {
  it('have the length asked for, up to a limit', () => {
    for (const length of [8, 24, 52, 4000, 4096]) {
      assert.match(randomId(length), /^[a-hj-km-np-z0-9]+$/);
      assert.equal(randomId(length).length, length);
    }
    assert.throws(() => randomId(4097), RangeError);
  });

  it('differ, and use every letter alike', () => {
    const ids = Array.from({ length: 20_000 }, () => randomId());
    assert.equal(new Set(ids).size, ids.length);
    const counts = new Map<string, number>();
    for (const letter of ids.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    assert.equal(counts.size, 32);
    // 15,000 of each are expected; ten standard deviations are 1,200.
    for (const [letter, count] of counts) assert.ok(Math.abs(count - 15_000) < 1200, `${letter}: ${count}`);
  });
});
