/** A wave as one row of a list: its state, period and, for administrators, response rate. */
import type { Account } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import { officesAsked } from '../waves/officesAsked.ts';
import { wavePath } from '../waves/paths.ts';
import { periodOf, stateLine } from '../waves/present.ts';
import type { Wave } from '../waves/wave.ts';
import { wasLaunched } from '../waves/waveState.ts';
import { liveTotals } from './progress/liveTotals.ts';

/** Administrators list every wave; managers those that were launched for one of their offices. */
export function isListed(wave: Wave, account: Account, day: string): boolean {
  if (account.role === 'administrator') return true;
  if (!wasLaunched(wave)) return false;
  const tree = officeTree(wave.offices);
  return wave.offices.some(({ code }) => canSee(account, tree, code, day));
}

export async function waveRow(wave: Wave, account: Account, now: Date, reader: Reader) {
  const isManager = account.role === 'manager';
  return {
    wave,
    href: wavePath(wave._id, isManager ? 'participation' : ''),
    state: stateLine(wave, now, reader),
    period: periodOf(wave, reader),
    offices: officesAsked(wave).length,
    rate: isManager ? null : await rateOf(wave, now),
  };
}

async function rateOf(wave: Wave, now: Date): Promise<number | null> {
  if (!wasLaunched(wave)) return null;
  return (await liveTotals(wave, now)).rate;
}
