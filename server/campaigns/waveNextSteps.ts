/** What an administrator should do next about waves: launch drafts, watch, count and release waves, decide about codes. */
import type { Account } from '../accounts/account.ts';
import type { NextStep } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { countTasks } from '../participation/delivery/summariseDeliveries.ts';
import { hasInvitations } from '../participation/listParticipation.ts';
import { wavePath, wavesPath } from '../waves/paths.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { isReadyToCount } from '../waves/wavePhase.ts';
import { runningStates, stateIn } from '../waves/waveState.ts';
import { decisionSteps, writingSteps } from './localBlocks/writableWaves.ts';

/** From the draft to the release. */
const unfinished = stateIn(['draft', ...runningStates, 'counted']);

/** The steps of each unfinished wave for administrators; for managers the drafts that they may add questions to. */
export function waveNextSteps({ clock }: Pick<AppContext, 'clock'>) {
  return async (account: Pick<Account, '_id' | 'role' | 'grants'>, day: string): Promise<NextStep[]> => {
    if (account.role === 'manager') return writingSteps(account, day);
    if (account.role !== 'administrator') return [];
    const waves = await WaveModel.find({
      ...unfinished,
      imported: false,
    }).lean();
    if (waves.length === 0)
      return [
        { message: 'campaigns:next.first', button: 'first', urgency: 'open', href: `${wavesPath}/new` },
      ];
    const steps = await Promise.all(waves.map((wave) => stepsOf(wave, account._id, clock.now())));
    return steps.flat();
  };
}

async function stepsOf(wave: Wave, actor: string, now: Date): Promise<NextStep[]> {
  const values = { wave: wave.title };
  const step = (message: string, page: string, more: Omit<NextStep, 'message' | 'href'>): NextStep => ({
    message: `campaigns:next.${message}`,
    values,
    href: wavePath(wave._id, page),
    ...more,
  });
  const today = (button: string, why = button) =>
    ({ button, urgency: 'today', why: `campaigns:why.${why}` }) as const;
  const asked = wave.codeRequests.some(
    ({ decision, askedBy }) => decision === 'waiting' && askedBy !== actor,
  );
  const raised = wave.headcountCorrections.some(({ decision, by }) => decision === 'waiting' && by !== actor);
  const steps = [
    ...(asked ? [step('decide', 'invitations', today('decide'))] : []),
    ...(raised ? [step('decideHeadcount', 'headcounts', today('decide'))] : []),
  ];
  if (wave.state === 'draft')
    return [
      ...steps,
      ...decisionSteps(wave, actor),
      step('launch', '', { button: 'launch', urgency: 'week' }),
    ];
  if (wave.state === 'counted') return [...steps, step('release', 'release', today('release'))];
  if (wave.state !== 'open')
    return isReadyToCount(wave, now) ? [...steps, step('count', 'count', today('count'))] : steps;
  const undelivered = await countTasks(wave._id);
  if (undelivered > 0) {
    const addresses = step('addresses', 'deliveries', today('addresses'));
    steps.push({ ...addresses, values: { ...values, count: undelivered } });
  }
  if (wave.recoveryCopies.length === 0) steps.push(step('recovery', 'recovery', today('recovery')));
  if (!(await hasInvitations(wave._id))) return [...steps, step('invite', 'invitations', today('invite'))];
  return [...steps, step('watch', '', { button: 'watch', urgency: 'open' })];
}
