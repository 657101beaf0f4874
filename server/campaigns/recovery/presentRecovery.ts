/** Recovery copies as pages show them: who made them and when, and who has confirmed that they are destroyed. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Wave } from '../../waves/wave.ts';
import { isRunning } from '../../waves/waveState.ts';
import { unconfirmedCopies } from './unconfirmedCopies.ts';

export async function presentRecovery(wave: Wave, me: string) {
  const { recoveryCopies, recoveryDestroyed } = wave;
  const names = await displayNames(recoveryCopies.flatMap(({ by }) => by));
  const open = new Map(unconfirmedCopies(wave).map(({ id, missing }) => [id, missing]));
  return {
    copies: recoveryCopies.map(({ id, by, at }) => ({
      at,
      makers: by.map((account) => ({
        name: names[account] ?? account,
        destroyedAt:
          recoveryDestroyed.find((one) => one.by === account && one.copies.includes(id))?.at ?? null,
      })),
      /** Made by an earlier version. */
      isOfOne: by.length < 2,
    })),
    missing: [...new Set([...open.values()].flat())].map((account) => names[account] ?? account),
    isBeforeCount: isRunning(wave),
    isMine: [...open.values()].some((missing) => missing.includes(me)),
  };
}

export type PresentedRecovery = Awaited<ReturnType<typeof presentRecovery>>;
