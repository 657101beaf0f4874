/** Which waves a program is told of: those that an account of its role finds on the pages. */
import type { Account } from '../../accounts/account.ts';
import { canSee } from '../../accounts/canSee.ts';
import { isListed } from '../../campaigns/waveRow.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { type OfficeTree, officeTree } from '../../offices/officeTree.ts';
import { getWave } from '../../waves/getWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { isCounted } from '../../waves/waveState.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';

/** Administrators see every wave, managers those launched or counted for one of their offices, analysts those that have been counted. */
export function seesWave(wave: Wave, account: Account, day: string): boolean {
  if (account.role === 'analyst') return isCounted(wave);
  return isListed(wave, account, day) || (isCounted(wave) && seenOffices(wave, account, day).length > 0);
}

/** @throws NotFound also for a wave that the account does not see: to it there is none */
export async function getSeenWave(id: string, account: Account, day: string): Promise<Wave> {
  const wave = await getWave(id);
  if (!seesWave(wave, account, day)) throw new NotFound();
  return wave;
}

export function seenOffices(wave: Wave, account: Account, day: string): WaveOffice[] {
  const tree: OfficeTree<WaveOffice> = officeTree(wave.offices);
  return wave.offices.filter(({ code }) => canSee(account, tree, code, day));
}
