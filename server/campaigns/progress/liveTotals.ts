/** Total participation in a running wave, as pages and mails may show it: in steps, as of the last update of the ledger. */
import { inWholeSteps, steppedTotal } from '../../disclosure/steppedParticipation.ts';
import type { Wave } from '../../waves/wave.ts';
import { currentParticipation, type ParticipationLedger } from './participationLedger.ts';

export interface LiveTotals {
  invited: number;
  headcount: number;
  /** Used invitations. */
  used: { atLeast: number; atMost: number };
  /** Ballots received, at least: a separate number, and never more than the shown number of used invitations. */
  received: number;
  /** Share of the headcount, at least; null without a headcount. */
  rate: number | null;
}

export function totalsOf(wave: Wave, { units, received }: ParticipationLedger): LiveTotals {
  const used = steppedTotal(units, wave.minimum);
  const headcount = wave.offices.reduce((sum, office) => sum + (office.headcount ?? 0), 0);
  return {
    invited: units.reduce((sum, unit) => sum + unit.invited, 0),
    headcount,
    used,
    received: Math.min(used.atLeast, inWholeSteps(received, wave.minimum)),
    rate: headcount ? Math.min(1, used.atLeast / headcount) : null,
  };
}

export async function liveTotals(wave: Wave, now: Date): Promise<LiveTotals> {
  return totalsOf(wave, await currentParticipation(wave, now));
}
