/** What an administrator should do next about waves: launch drafts, watch, count and release waves, decide about codes. */
import type { Account } from '../accounts/account.ts';
import type { NextStep } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { wavePath, wavesPath } from '../waves/paths.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { isReadyToCount } from '../waves/wavePhase.ts';
import { runningStates, stateIn } from '../waves/waveState.ts';

/** From the draft to the release. */
const unfinished = stateIn(['draft', ...runningStates, 'counted']);

/** The steps of each unfinished wave, only for administrators. */
export function waveNextSteps({ clock }: Pick<AppContext, 'clock'>) {
  return async (account: Pick<Account, '_id' | 'role'>): Promise<NextStep[]> => {
    if (account.role !== 'administrator') return [];
    const waves = await WaveModel.find({
      ...unfinished,
      imported: false,
    }).lean();
    if (waves.length === 0) return [{ message: 'campaigns:next.first', href: wavesPath }];
    return waves.flatMap((wave) => stepsOf(wave, account._id, clock.now()));
  };
}

function stepsOf(wave: Wave, actor: string, now: Date) {
  const values = { wave: wave.title };
  const step = (message: string, page = '') => ({
    message: `campaigns:next.${message}`,
    values,
    href: wavePath(wave._id, page),
  });
  const asked = wave.codeRequests.some(
    ({ decision, askedBy }) => decision === 'waiting' && askedBy !== actor,
  );
  const raised = wave.headcountCorrections.some(({ decision, by }) => decision === 'waiting' && by !== actor);
  const steps = [
    ...(asked ? [step('decide', 'invitations')] : []),
    ...(raised ? [step('decideHeadcount', 'headcounts')] : []),
  ];
  if (wave.state === 'draft') return [...steps, step('launch')];
  if (wave.state === 'open') return [...steps, step('watch')];
  if (wave.state === 'counted') return [...steps, step('release', 'release')];
  return isReadyToCount(wave, now) ? [...steps, step('count', 'count')] : steps;
}
