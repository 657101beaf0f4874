/**
 * Two people read the same comments and note, each for themselves, which dimensions each comment speaks of. A coding knows its comments by their
 * random ids and nothing of whom or where they came from; what a coder notes is a document of its own, so that one never waits for the other.
 */
import mongoose, { Schema } from 'mongoose';

export interface Coding {
  _id: string;
  wave: string;
  /** Id of the open question. */
  question: string;
  instrument: string;
  /** Accounts. */
  coders: [string, string];
  /** Ids in the random order in which they are read. */
  comments: string[];
  /** Coders who have finished and can change nothing any more. */
  finished: string[];
}

export interface CodingMark {
  /** `coding:coder:comment` */
  _id: string;
  coding: string;
  /** An account, or `settled`: what the two agreed on after they had differed. */
  coder: string;
  comment: string;
  /** Dimensions that the comment speaks of; empty where it speaks of none. */
  dimensions: string[];
}

export const settledBy = 'settled';

const codingSchema = new Schema<Coding>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    question: { type: String, required: true },
    instrument: { type: String, required: true },
    coders: { type: [String], required: true } as never,
    comments: { type: [String], required: true },
    finished: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'codings' },
);
codingSchema.index({ coders: 1 });

const markSchema = new Schema<CodingMark>(
  {
    _id: { type: String, required: true },
    coding: { type: String, required: true, index: true },
    coder: { type: String, required: true },
    comment: { type: String, required: true },
    dimensions: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'codingMarks' },
);

export const CodingModel = mongoose.model<Coding>('Coding', codingSchema);
export const CodingMarkModel = mongoose.model<CodingMark>('CodingMark', markSchema);

export const markId = (coding: string, coder: string, comment: string) => `${coding}:${coder}:${comment}`;

/** Both have finished: from now on each sees what the other noted. */
export const isOpened = ({ coders, finished }: Pick<Coding, 'coders' | 'finished'>) =>
  coders.every((coder) => finished.includes(coder));

/** With the wave's comments goes what was noted of them. */
export async function deleteCodings(wave: string): Promise<void> {
  const codings = await CodingModel.find({ wave }, { _id: 1 }).lean();
  for (const { _id } of codings) await CodingMarkModel.deleteMany({ coding: _id });
  await CodingModel.deleteMany({ wave });
}
