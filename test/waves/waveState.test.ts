import assert from 'node:assert/strict';
import { type Audience, goBeyondManagers, openTo } from '../../server/waves/audience.ts';
import {
  isCounted,
  isEditable,
  isFinished,
  isRunning,
  takesInvitations,
  takesReminders,
  type WaveState,
  wasLaunched,
  waveStates,
} from '../../server/waves/waveState.ts';

/** The states in which a predicate holds of a wave that was made here. */
function statesWhere(holds: (wave: { state: WaveState; imported: boolean; job: null }) => boolean) {
  return waveStates.filter((state) => holds({ state, imported: false, job: null }));
}

describe('the states of a wave', () => {
  it('allow each step at one time', () => {
    assert.deepEqual(statesWhere(isEditable), ['draft']);
    assert.deepEqual(statesWhere(takesInvitations), ['open']);
    assert.deepEqual(statesWhere(takesReminders), ['draft', 'open']);
    assert.deepEqual(statesWhere(isRunning), ['open', 'closed']);
    assert.deepEqual(statesWhere(isCounted), ['counted', 'released']);
    assert.deepEqual(statesWhere(isFinished), ['counted', 'released', 'withdrawn']);
    assert.deepEqual(statesWhere(wasLaunched), ['open', 'closed', 'counted', 'released', 'withdrawn']);
  });

  it('allow nobody to be asked by a wave from elsewhere', () => {
    const states = waveStates.map((state) => ({ state, imported: true }));
    for (const holds of [takesInvitations, takesReminders, wasLaunched])
      assert.deepEqual(states.filter(holds), []);
  });

  it('end editing when the launch begins', () => {
    assert.equal(isEditable({ state: 'draft', job: { kind: 'launch' } }), false);
  });
});

describe('the audience of results', () => {
  const wave = (state: WaveState, ...releasedTo: Audience[]) => ({ state, releasedTo });

  it('is nobody, those who have the words, or everyone, by what was released', () => {
    assert.equal(openTo(wave('released', 'managers')), 'nobody');
    assert.equal(openTo(wave('released', 'managers', 'employees')), 'employees');
    assert.equal(openTo(wave('released', 'employees', 'public')), 'everyone');
    assert.equal(openTo(wave('released', 'public')), 'everyone');
    assert.equal(openTo(wave('counted', 'public')), 'nobody');
    assert.equal(openTo(wave('withdrawn', 'public')), 'nobody');
  });

  it('is declared before: for everyone or not', () => {
    assert.equal(goBeyondManagers([]), false);
    assert.equal(goBeyondManagers(['managers']), false);
    assert.equal(goBeyondManagers(['employees']), true);
  });
});
