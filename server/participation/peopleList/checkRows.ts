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

/**
 * Returns a function that gives the good rows their places, in order: an invitation of the allowance of their office, and one for each
 * address. Where an office is full, a later row of the same person may have a place in another office; the earlier then repeats it.
 * @returns rows given before whose problem is another now
 */
export function placeTaker(allowance: ReadonlyMap<string, number>): (rows: PlaceRow[]) => PlaceRow[] {
  const left = new Map(allowance);
  const placed = new Map<string, number>();
  const waiting = new Map<string, PlaceRow[]>();
  const take = (row: PlaceRow): PlaceRow[] => {
    const person = row.address && `${row.channel}:${row.address.toLowerCase()}`;
    const other = placed.get(person);
    if (other !== undefined) {
      repeats(row, other);
      return [];
    }
    const invitations = left.get(row.office) ?? 0;
    if (invitations <= 0) {
      row.problem = 'aboveHeadcount';
      if (person) waiting.set(person, [...(waiting.get(person) ?? []), row]);
      return [];
    }
    left.set(row.office, invitations - 1);
    if (!person) return [];
    placed.set(person, row.row);
    const earlier = waiting.get(person) ?? [];
    for (const one of earlier) repeats(one, row.row);
    return earlier;
  };
  return (rows) => rows.filter(({ problem }) => !problem).flatMap(take);
}

type PlaceRow = Pick<OpenRow, '_id' | 'row' | 'office' | 'channel' | 'address' | 'problem' | 'of'>;

function repeats(row: PlaceRow, of: number): void {
  row.problem = 'repeated';
  row.of = of;
}

/** Stores what is wrong with rows now. */
export async function updateProblems(
  rows: readonly Pick<OpenRow, '_id' | 'problem' | 'of'>[],
): Promise<void> {
  for (const { _id, problem, of } of rows) await PeopleRowModel.updateOne({ _id }, { $set: { problem, of } });
}

const mayChange: ReadonlySet<string> = new Set(['aboveHeadcount', 'alreadyInvited', 'repeated']);

/**
 * Checks the stored rows again against today's invitations and allowance. Only problems that depend on them change.
 * @returns how many rows changed
 */
export async function recheckList(
  list: string,
  wave: string,
  { allowance, cipher }: { allowance: ReadonlyMap<string, number>; cipher: AddressCipher },
): Promise<number> {
  const takePlaces = placeTaker(allowance);
  let changed = 0;
  for (let after = ''; ; ) {
    const stored = await PeopleRowModel.find({ list, _id: mongoose.trusted({ $gt: after }) })
      .sort({ _id: 1 })
      .limit(batchSize)
      .lean();
    if (stored.length === 0) return changed;
    const rows = stored.map((row) => openRow(row, cipher));
    after = rows.at(-1)!._id;
    const before = rows.map(({ problem, of }) => ({ problem, of }));
    for (const row of rows) if (mayChange.has(row.problem)) Object.assign(row, { problem: '', of: 0 });
    await markInvited(wave, rows, cipher);
    const earlier = takePlaces(rows);
    changed += rows.filter(({ problem }, at) => problem !== before[at]!.problem).length;
    const different = rows.filter(
      ({ problem, of }, at) => problem !== before[at]!.problem || of !== before[at]!.of,
    );
    await updateProblems([...different, ...earlier]);
  }
}
