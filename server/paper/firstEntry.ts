/**
 * A questionnaire from paper that was entered once and waits for its second entry. Its id and its content can be computed only from
 * the slip's code and the wave's secret keys together (`sealedEntry.ts`); it has no time and no unit.
 */
import mongoose, { Schema } from 'mongoose';

export interface FirstEntry {
  /** Derived from the code; nothing on the invitation leads to it. */
  _id: string;
  wave: string;
  /** The encrypted entry. All entries of a wave have the same length. */
  box: Buffer;
}

const schema = new Schema<FirstEntry>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    box: { type: Buffer, required: true },
  },
  {
    versionKey: false,
    collection: 'paperPasses',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);

export const FirstEntryModel = mongoose.model<FirstEntry>('FirstPass', schema);

export function papersWaiting(wave: string): Promise<number> {
  return FirstEntryModel.countDocuments({ wave });
}

/** When a wave is counted or withdrawn: a paper that was entered only once never became a ballot. */
export async function deleteFirstEntries(wave: string): Promise<void> {
  await FirstEntryModel.deleteMany({ wave });
}
