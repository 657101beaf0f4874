/** What is known of rounds: the day of the last one, and whether something was deleted since whose bytes are still in the store's files. */
import mongoose, { Schema } from 'mongoose';
import { eraseStoreFiles } from '../database/eraseDeleted.ts';
import { insertOnce } from '../database/insertOnce.ts';
import { randomId } from '../database/randomId.ts';

interface Round {
  _id: 'round';
  lastDay: string;
  /** A request, and no other, is done by an erasure that began after it; '' when there is none. */
  erasure: string;
}

const schema = new Schema<Round>(
  {
    _id: { type: String, required: true },
    lastDay: { type: String, default: '' },
    erasure: { type: String, default: '' },
  },
  { versionKey: false, collection: 'suggestionRounds' },
);
const RoundModel = mongoose.model<Round>('SuggestionRound', schema);

const _id = 'round' as const;

/** One host takes a day. */
export async function claimDay(today: string): Promise<boolean> {
  const round = await RoundModel.findById(_id).lean();
  if (!round) return insertOnce(() => RoundModel.create({ _id, lastDay: today }));
  if (round.lastDay >= today) return false;
  const { modifiedCount } = await RoundModel.updateOne(
    { _id, lastDay: round.lastDay },
    { $set: { lastDay: today } },
  );
  return modifiedCount === 1;
}

/** Call it before deleting, so that no crash forgets it, and again afterwards, so that an erasure in between does not count. */
export async function askErasure(): Promise<void> {
  const erasure = randomId(12);
  await RoundModel.updateOne({ _id }, { $set: { erasure }, $setOnInsert: { lastDay: '' } }, { upsert: true });
}

/** Erases from the store's files what was deleted, if anything was. */
export async function eraseAsked(): Promise<void> {
  const round = await RoundModel.findById(_id).lean();
  if (!round?.erasure) return;
  await eraseStoreFiles();
  await RoundModel.updateOne({ _id, erasure: round.erasure }, { $set: { erasure: '' } });
}
