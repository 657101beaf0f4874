import assert from 'node:assert/strict';
import { HttpError } from '../../server/http/httpErrors.ts';
import {
  acceptsAnswers,
  graceEndOf,
  isAnswerable,
  isBeforeEnd,
  isReadyToCount,
  phaseOf,
  requireAnswerable,
  type WavePhase,
} from '../../server/waves/wavePhase.ts';

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 10, day, hour));
const open = { state: 'open', opensAt: at(10), closesAt: at(20), closedAt: null, graceHours: 48 } as const;
const closed = { ...open, state: 'closed', closedAt: at(15) } as const;

describe('the phase of a wave', () => {
  it('follows the clock while the wave is open', () => {
    const phases = [at(9), at(10), at(19, 23), at(20), at(21, 23), at(22)].map((now) => phaseOf(open, now));
    assert.deepEqual(phases, ['notYetOpen', 'open', 'open', 'grace', 'grace', 'ended']);
  });

  it('counts the grace time from the day it was closed on, not from the day that was planned', () => {
    assert.deepEqual(graceEndOf(closed), at(17));
    assert.deepEqual(graceEndOf(open), at(22));
    assert.equal(graceEndOf({ ...open, closesAt: null }), null);
    assert.equal(phaseOf(closed, at(16, 23)), 'grace');
    assert.equal(phaseOf(closed, at(17)), 'ended');
  });

  it('is that of the state where the clock does not matter', () => {
    const phases = (['draft', 'withdrawn', 'counted', 'released'] as const).map((state) =>
      phaseOf({ ...open, state }, at(12)),
    );
    assert.deepEqual(phases, ['draft', 'withdrawn', 'ended', 'ended']);
  });

  it('takes answers while open and in the grace time, and says otherwise why not', () => {
    const phases: WavePhase[] = ['draft', 'notYetOpen', 'open', 'grace', 'ended', 'withdrawn'];
    assert.deepEqual(phases.filter(isAnswerable), ['open', 'grace']);
    assert.equal(acceptsAnswers(open, at(21)), true);
    assert.equal(acceptsAnswers(open, at(22)), false);
    assert.doesNotThrow(() => requireAnswerable('grace'));
    assert.throws(
      () => requireAnswerable('ended'),
      (error) =>
        error instanceof HttpError && error.status === 409 && error.messageKey === 'responses:refused.ended',
    );
  });

  it('lets the count begin after the grace time of a closed wave, and the end be moved before it has come', () => {
    assert.equal(isReadyToCount(closed, at(16)), false);
    assert.equal(isReadyToCount(closed, at(17)), true);
    assert.equal(isReadyToCount(open, at(23)), false, 'it was not closed yet');
    assert.deepEqual(
      [at(9), at(12), at(20)].map((now) => isBeforeEnd(open, now)),
      [true, true, false],
    );
    assert.equal(isBeforeEnd(closed, at(12)), false);
  });
});
