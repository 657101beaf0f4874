/**
 * A questionnaire from paper that was entered once and waits for its second entry. Neither its name nor its content can be
 * told without the slip's code and the wave's secret keys together (`sealedEntry.ts`); it has no time and no unit.
 */
import mongoose, { Schema } from 'mongoose';

export interface FirstPass {
  /** Derived from the code; nothing on the invitation leads to it. */
  _id: string;
  wave: string;
  /** The encrypted entry. All of a wave have one length. */
  box: Buffer;
}

const schema = new Schema<FirstPass>(
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

export const FirstPassModel = mongoose.model<FirstPass>('FirstPass', schema);

export function papersWaiting(wave: string): Promise<number> {
  return FirstPassModel.countDocuments({ wave });
}

/** When a wave is counted or withdrawn: what was entered only once was never a ballot. */
export async function forgetPapers(wave: string): Promise<void> {
  await FirstPassModel.deleteMany({ wave });
}
