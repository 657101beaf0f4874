/** How far a running wave has come in all, as pages and mails may say it: in steps, as of the last time the ledger was taken. */
import { steppedTotal } from '../../disclosure/steppedParticipation.ts';
import type { Wave } from '../../waves/wave.ts';
import { type ParticipationLedger, takeParticipation } from './participationLedger.ts';

export interface LiveTotals {
  invited: number;
  headcount: number;
  /** Rights used. */
  used: { atLeast: number; atMost: number };
  /** Ballots received, at least: another number, with another name, and never more than is told of rights used. */
  received: number;
  /** Of the headcount, at least; null without one. */
  rate: number | null;
}

export function totalsOf(wave: Wave, { units, received }: ParticipationLedger): LiveTotals {
  const used = steppedTotal(units, wave.minimum);
  const headcount = wave.offices.reduce((sum, office) => sum + (office.headcount ?? 0), 0);
  return {
    invited: units.reduce((sum, unit) => sum + unit.invited, 0),
    headcount,
    used,
    received: Math.min(used.atLeast, Math.floor(received / wave.minimum) * wave.minimum),
    rate: headcount ? Math.min(1, used.atLeast / headcount) : null,
  };
}

export async function liveTotals(wave: Wave, now: Date): Promise<LiveTotals> {
  return totalsOf(wave, await takeParticipation(wave, now));
}
