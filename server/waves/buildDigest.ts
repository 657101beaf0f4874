/**
 * What a mail to administrators says of a running wave on one day: the same steps as the page, nothing of a person, and the offices where
 * a call would bring most. The same for every administrator and all day long once the figures of the day are taken.
 */
import type { Language } from '../i18n/languages.ts';
import { totalsOf } from './liveTotals.ts';
import { takeParticipation } from './participationLedger.ts';
import { readerIn } from './present.ts';
import { rateBranches, shortOf } from './presentRates.ts';
import { previousRates } from './previousRates.ts';
import { phaseOf, type Wave } from './wave.ts';

export interface Digest {
  wave: string;
  title: string;
  /** Whole days until the wave closes; null without a date or once it is closed. */
  daysLeft: number | null;
  invited: number;
  used: { atLeast: number; atMost: number };
  /** Ballots received, rounded down to steps of the minimum: another number, with another name. */
  received: number;
  targetRate: number;
  /** At most ten, most to win first; rates are 0..1. */
  toCall: { code: string; name: string; rate: number | null; previous: number | null }[];
}

const mostToCall = 10;

export async function buildDigest(wave: Wave, day: Date, language: Language = 'fa'): Promise<Digest> {
  const ledger = await takeParticipation(wave, day);
  const branches = rateBranches(wave, ledger, await previousRates(wave), readerIn(language));
  const { invited, used, received } = totalsOf(wave, ledger);
  const isOpen = phaseOf(wave, day) === 'open' && wave.closesAt !== null;
  return {
    wave: wave._id,
    title: wave.title,
    daysLeft: isOpen ? Math.ceil((wave.closesAt!.getTime() - day.getTime()) / 86_400_000) : null,
    invited,
    used,
    received,
    targetRate: wave.targetRate,
    toCall: branches
      .filter((branch) => shortOf(branch, wave.targetRate) > 0)
      .slice(0, mostToCall)
      .map(({ code, name, rate, previous }) => ({ code, name, rate, previous })),
  };
}
