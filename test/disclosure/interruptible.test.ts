/** Long work between whose steps others have their turn. */
import assert from 'node:assert/strict';
import { atOnce, inTurns } from '../../server/disclosure/interruptible.ts';

/** Three steps, each longer than a slice. */
function* work(): Generator<undefined, string> {
  for (let step = 0; step < 3; step += 1) {
    const until = performance.now() + 15;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

describe('work that may be interrupted', () => {
  it('gives the same at once and in turns', async () => {
    assert.equal(atOnce(work()), 'done');
    assert.equal(await inTurns(work()), 'done');
  });

  it('lets whoever waits have a turn before it is over', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await inTurns(work()).then((end) => order.push(end));
    assert.deepEqual(order, ['other', 'done']);
  });

  it('throws what its steps throw', async () => {
    function* broken(): Generator<undefined, never> {
      yield;
      throw new TypeError('broken');
    }
    await assert.rejects(inTurns(broken()), TypeError);
    assert.throws(() => atOnce(broken()), TypeError);
  });
});
