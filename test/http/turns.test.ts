/** Turns of one address: a few at once, in their order, with a rest between two only where somebody waits. */
import assert from 'node:assert/strict';
import { type Rest, turns } from '../../server/http/turns.ts';

describe('turns', () => {
  /** Rests end when the test says so. */
  function playedRests() {
    const resting: (() => void)[] = [];
    const rest: Rest = (next, workedMs) => {
      assert.ok(workedMs >= 0);
      resting.push(next);
    };
    return { rest, resting };
  }

  it('lets the next of an address work after a rest, in the order in which they came', async () => {
    const { rest, resting } = playedRests();
    const take = turns(1, rest);
    const order: string[] = [];
    const end = await take('a');
    const noted = async (name: string) => {
      const over = await take('a');
      order.push(name);
      return over;
    };
    const [second, third] = [noted('second'), noted('third')];
    end();
    await Promise.resolve();
    assert.deepEqual([order, resting.length], [[], 1]);
    resting.shift()!();
    const overSecond = await second;
    assert.deepEqual(order, ['second']);
    overSecond();
    resting.shift()!();
    await third;
    assert.deepEqual(order, ['second', 'third']);
  });

  it('gives a turn once, however often its end is told', async () => {
    const { rest, resting } = playedRests();
    const take = turns(1, rest);
    const end = await take('a');
    const others = [take('a'), take('a')];
    end();
    end();
    assert.equal(resting.length, 1);
    resting.shift()!();
    const isWaiting = Symbol('waiting');
    await others[0];
    assert.equal(await Promise.race([others[1], Promise.resolve(isWaiting)]), isWaiting);
  });

  it('rests for nobody who waits for nothing, and keeps other addresses apart', async () => {
    const { rest, resting } = playedRests();
    const take = turns(1, rest);
    (await take('a'))();
    const end = await take('a');
    (await take('b'))();
    const waiting = take('a');
    (await take('b'))();
    assert.equal(resting.length, 0);
    end();
    assert.equal(resting.length, 1);
    resting.shift()!();
    assert.ok(await waiting);
  });
});
