/** Refusals of one address: the first at once, the others at a pace, and nothing is done for who has gone. */
import assert from 'node:assert/strict';
import { paceRefusals } from '../../server/http/paceRefusals.ts';

describe('refusals', () => {
  let ticks: (() => void) | null = null;
  const pacing = () =>
    paceRefusals((callback) => {
      ticks = callback;
      return () => {
        ticks = null;
      };
    });
  const counting = () => {
    const counted = { sent: 0, dropped: 0, gone: false };
    const refusal = {
      send() {
        counted.sent += 1;
      },
      drop() {
        counted.dropped += 1;
      },
      isGone: () => counted.gone,
    };
    return { counted, refusal };
  };

  it('go out at once while they are few, then one after another, and an address waits for no other', () => {
    const pace = pacing();
    const [many, few] = [counting(), counting()];
    for (let at = 0; at < 100; at += 1) pace('a', many.refusal);
    assert.ok(many.counted.sent > 0 && many.counted.sent < 50, `${many.counted.sent}`);
    const before = many.counted.sent;
    pace('b', few.refusal);
    assert.equal(few.counted.sent, 1);
    ticks?.();
    assert.equal(many.counted.sent, before + 1);
    for (let at = 0; at < 200; at += 1) ticks?.();
    assert.equal(many.counted.sent, 100);
    assert.equal(ticks, null, 'nothing runs on when nobody waits');
    pace('a', many.refusal);
    assert.equal(many.counted.sent, 101);
  });

  it('are dropped where too many wait, and cost nothing where the connection is gone', () => {
    const pace = pacing();
    const [waiting, more] = [counting(), counting()];
    for (let at = 0; at < 2000; at += 1) pace('a', waiting.refusal);
    assert.ok(waiting.counted.dropped > 500, `${waiting.counted.dropped}`);
    const { sent } = waiting.counted;
    waiting.counted.gone = true;
    ticks?.();
    assert.equal(waiting.counted.sent, sent);
    pace('a', more.refusal);
    for (let at = 0; at < 40; at += 1) ticks?.();
    assert.equal(more.counted.sent, 1);
  });
});
