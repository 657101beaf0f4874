/** Checks that can change between reading a list and inviting its people: who is invited already, and how many invitations are left. */
import mongoose from 'mongoose';
import type { AddressCipher } from '../addressCipher.ts';
import { InvitationModel } from '../invitation.ts';
import { PeopleRowModel } from './peopleList.ts';
import { type OpenRow, openRow } from './sealRow.ts';

const batchSize = 1000;

/** Marks good rows whose address already has an invitation of the wave. */
export async function markInvited(wave: string, rows: OpenRow[], cipher: AddressCipher): Promise<void> {
  const withAddress = rows.filter(({ problem, address }) => !problem && address);
  const digests = new Map(withAddress.map((row) => [row, cipher.digest(row.address)]));
  const found = await InvitationModel.find(
    { wave, addressDigest: mongoose.trusted({ $in: [...new Set(digests.values())] }) },
    { addressDigest: 1 },
  ).lean();
  const invited = new Set(found.map(({ addressDigest }) => addressDigest));
  for (const [row, digest] of digests) if (invited.has(digest)) row.problem = 'alreadyInvited';
}

/** Returns a function that takes an invitation of the allowance for each good row, in order, and marks the rows that get none. */
export function allowanceTaker(
  allowance: ReadonlyMap<string, number>,
): (rows: Pick<OpenRow, 'office' | 'problem'>[]) => void {
  const left = new Map(allowance);
  return (rows) => {
    for (const row of rows) {
      if (row.problem) continue;
      const invitations = left.get(row.office) ?? 0;
      if (invitations <= 0) row.problem = 'aboveHeadcount';
      left.set(row.office, invitations - 1);
    }
  };
}

/**
 * Checks the stored rows again against today's invitations and allowance. Only problems that depend on them change.
 * @returns how many rows changed
 */
export async function recheckList(
  list: string,
  wave: string,
  { allowance, cipher }: { allowance: ReadonlyMap<string, number>; cipher: AddressCipher },
): Promise<number> {
  const takeAllowance = allowanceTaker(allowance);
  let changed = 0;
  for (let after = ''; ; ) {
    const stored = await PeopleRowModel.find({ list, _id: mongoose.trusted({ $gt: after }) })
      .sort({ _id: 1 })
      .limit(batchSize)
      .lean();
    if (stored.length === 0) return changed;
    const rows = stored.map((row) => openRow(row, cipher));
    after = rows.at(-1)!._id;
    const before = rows.map(({ problem }) => problem);
    for (const row of rows) {
      if (row.problem === 'aboveHeadcount' || row.problem === 'alreadyInvited') row.problem = '';
    }
    await markInvited(wave, rows, cipher);
    takeAllowance(rows);
    const different = rows.filter(({ problem }, at) => problem !== before[at]);
    changed += different.length;
    for (const { _id, problem } of different) await PeopleRowModel.updateOne({ _id }, { $set: { problem } });
  }
}
