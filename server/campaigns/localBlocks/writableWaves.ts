/** The drafts that a manager may add questions to, and what of it waits for whom. */
import { type Account, grantedOffices } from '../../accounts/account.ts';
import type { NextStep } from '../../accounts/homeParts.ts';
import { wavePath } from '../../waves/paths.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';
import { localQuestionsPath } from './paths.ts';
import { blockOf } from './saveBlock.ts';

/** Opened for it, with the offices of the wave that the account holds on the day (ISO date). */
export async function writableWaves(
  account: Pick<Account, 'grants'>,
  day: string,
): Promise<{ wave: Wave; offices: WaveOffice[] }[]> {
  const granted = new Set(grantedOffices(account, day));
  if (granted.size === 0) return [];
  const drafts = await WaveModel.find({ state: 'draft' }).lean();
  return drafts
    .filter(({ localOpen, job }) => localOpen === true && job === null)
    .map((wave) => ({ wave, offices: wave.offices.filter(({ code }) => granted.has(code)) }))
    .filter(({ offices }) => offices.length > 0);
}

/** What a manager may do: write where nothing is written, or again where it was returned. */
export async function writingSteps(account: Pick<Account, 'grants'>, day: string): Promise<NextStep[]> {
  const waves = await writableWaves(account, day);
  const open = waves.filter(({ wave, offices }) =>
    offices.some(({ code }) => (blockOf(wave, code)?.decision ?? 'returned') === 'returned'),
  );
  return open.map(({ wave }) => ({
    message: 'localBlocks:next.write',
    values: { wave: wave.title },
    why: 'localBlocks:next.why',
    button: 'localQuestions',
    urgency: 'open',
    href: localQuestionsPath,
  }));
}

/** What waits for this administrator: words of somebody else. */
export function decisionSteps(wave: Wave, actor: string): NextStep[] {
  const waiting = (wave.localBlocks ?? []).filter(
    ({ decision, by }) => decision === 'waiting' && by !== actor,
  );
  if (wave.state !== 'draft' || waiting.length === 0) return [];
  return [
    {
      message: 'localBlocks:next.decide',
      values: { wave: wave.title, count: waiting.length },
      button: 'decide',
      urgency: 'week',
      href: wavePath(wave._id, 'local-questions'),
    },
  ];
}
