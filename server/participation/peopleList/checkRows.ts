/** What can change between reading a list and inviting its people: who is invited already, and how many places are left. */
import mongoose from 'mongoose';
import { InvitationModel } from '../invitation.ts';
import { type PeopleRow, PeopleRowModel } from './peopleList.ts';

const batchSize = 1000;

/** Marks good rows whose address holds an invitation of the wave already. */
export async function markInvited(wave: string, rows: PeopleRow[]): Promise<void> {
  const asking = rows.filter(({ problem, address }) => !problem && address);
  const spellings = [...new Set(asking.flatMap(({ address }) => [address, address.toLowerCase()]))];
  const found = await InvitationModel.find(
    { wave, address: mongoose.trusted({ $in: spellings }) },
    { address: 1 },
  ).lean();
  const invited = new Set(found.map(({ address }) => address?.toLowerCase()));
  for (const row of asking) if (invited.has(row.address.toLowerCase())) row.problem = 'alreadyInvited';
}

/** A function that gives places to good rows, first come first served, and marks those that find none. */
export function invitationsLeftByOffice(allowance: ReadonlyMap<string, number>): (rows: PeopleRow[]) => void {
  const left = new Map(allowance);
  return (rows) => {
    for (const row of rows) {
      if (row.problem) continue;
      const places = left.get(row.office) ?? 0;
      if (places <= 0) row.problem = 'aboveHeadcount';
      left.set(row.office, places - 1);
    }
  };
}

/**
 * Judges the stored rows again against today's invitations and places. Only what depends on them changes.
 * @returns how many rows changed
 */
export async function recheckList(
  list: string,
  wave: string,
  allowance: ReadonlyMap<string, number>,
): Promise<number> {
  const fill = invitationsLeftByOffice(allowance);
  let changed = 0;
  for (let after = ''; ; ) {
    const rows = await PeopleRowModel.find({ list, _id: mongoose.trusted({ $gt: after }) })
      .sort({ _id: 1 })
      .limit(batchSize)
      .lean();
    if (rows.length === 0) return changed;
    after = rows.at(-1)!._id;
    const before = rows.map(({ problem }) => problem);
    for (const row of rows) {
      if (row.problem === 'aboveHeadcount' || row.problem === 'alreadyInvited') row.problem = '';
    }
    await markInvited(wave, rows);
    fill(rows);
    const different = rows.filter(({ problem }, at) => problem !== before[at]);
    changed += different.length;
    for (const { _id, problem } of different) await PeopleRowModel.updateOne({ _id }, { $set: { problem } });
  }
}
