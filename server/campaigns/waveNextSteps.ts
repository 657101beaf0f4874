/** What waits for an administrator on the first page: drafts to launch, waves to watch, to count and to release, codes to decide on. */
import mongoose from 'mongoose';
import type { Account } from '../accounts/account.ts';
import type { AppContext } from '../appContext.ts';
import { wavePath, wavesPath } from '../waves/paths.ts';
import { type Wave, WaveModel, type WaveState } from '../waves/wave.ts';
import { phaseOf } from '../waves/wavePhase.ts';

const going: WaveState[] = ['draft', 'open', 'closed', 'counted'];

interface Step {
  message: string;
  values?: Record<string, unknown>;
  href: string;
}

/** One step a wave, for administrators only. */
export function waveNextSteps({ clock }: Pick<AppContext, 'clock'>) {
  return async (account: Pick<Account, '_id' | 'role'>): Promise<Step[]> => {
    if (account.role !== 'administrator') return [];
    const waves = await WaveModel.find({
      state: mongoose.trusted({ $in: going }),
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
  return phaseOf(wave, now) === 'ended' ? [...steps, step('count', 'count')] : steps;
}
