/**
 * Names of parcels that were withdrawn before they were opened. Whoever caught one on its way, or has it from a copy of the store, could
 * otherwise send it again, and reviewers would read what its sender has taken back.
 */
import mongoose, { Schema } from 'mongoose';
import { insertOnce } from '../database/insertOnce.ts';

const schema = new Schema<{ _id: string }>(
  { _id: { type: String, required: true } },
  {
    versionKey: false,
    collection: 'withdrawnSuggestions',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
const WithdrawnItemModel = mongoose.model('WithdrawnSuggestion', schema);

/** Call it before they are deleted, so that there is no moment in which one may come back. */
export async function noteWithdrawn(ids: readonly string[]): Promise<void> {
  for (const _id of ids) await insertOnce(() => WithdrawnItemModel.create({ _id }));
}

export const wasWithdrawn = async (id: string): Promise<boolean> =>
  (await WithdrawnItemModel.exists({ _id: id })) !== null;
