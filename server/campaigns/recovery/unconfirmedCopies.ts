/** Recovery copies that may still exist: whose makers have not all confirmed that they are destroyed. */
import type { Wave } from '../../waves/wave.ts';
import type { RecoveryCopy } from '../../waves/waveParts.ts';

export interface UnconfirmedCopy extends RecoveryCopy {
  /** Accounts that have not confirmed. */
  missing: string[];
}

export type WaveCopies = Pick<Wave, 'recoveryCopies' | 'recoveryDestroyed'>;

export function unconfirmedCopies({ recoveryCopies, recoveryDestroyed }: WaveCopies): UnconfirmedCopy[] {
  const confirmed = (copy: string, account: string) =>
    recoveryDestroyed.some(({ by, copies }) => by === account && copies.includes(copy));
  return recoveryCopies
    .map((copy) => ({ ...copy, missing: copy.by.filter((account) => !confirmed(copy.id, account)) }))
    .filter(({ missing }) => missing.length > 0);
}

/** Accounts that the count waits for, each once. */
export function unconfirmedKeepers(wave: WaveCopies): string[] {
  return [...new Set(unconfirmedCopies(wave).flatMap(({ missing }) => missing))];
}
