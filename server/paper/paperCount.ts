/** How many papers of a wave were entered, and for how many one person made both entries: two numbers, no times. */
import mongoose, { Schema } from 'mongoose';

export interface PaperCount {
  /** Id of the wave. */
  _id: string;
  entered: number;
  alone: number;
}

const schema = new Schema<PaperCount>(
  {
    _id: { type: String, required: true },
    entered: { type: Number, default: 0 },
    alone: { type: Number, default: 0 },
  },
  { versionKey: false, collection: 'paperCounts' },
);

const PaperCountModel = mongoose.model<PaperCount>('PaperCount', schema);

/** @param alone one person made both entries */
export async function countPaper(wave: string, { alone }: { alone: boolean }): Promise<void> {
  await PaperCountModel.updateOne(
    { _id: wave },
    { $inc: { entered: 1, alone: alone ? 1 : 0 } },
    { upsert: true, setDefaultsOnInsert: false },
  );
}

export async function papersEntered(wave: string): Promise<Pick<PaperCount, 'entered' | 'alone'>> {
  return (await PaperCountModel.findById(wave).lean()) ?? { entered: 0, alone: 0 };
}
