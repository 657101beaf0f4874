/** A comment: the answer to one open question, stored apart from ratings and demographics so that nothing connects them. */
import mongoose, { Schema } from 'mongoose';

export interface Comment {
  _id: string;
  wave: string;
  unit: string;
  /** Id of the open question. */
  question: string;
  text: string;
  /** pending: no administrator has read it yet; hidden: redacted completely. */
  review: 'pending' | 'approved' | 'hidden';
}

const schema = new Schema<Comment>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    unit: { type: String, required: true },
    question: { type: String, required: true },
    text: { type: String, default: '' },
    review: { type: String, enum: ['pending', 'approved', 'hidden'], default: 'pending' },
  },
  {
    versionKey: false,
    collection: 'comments',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ wave: 1, unit: 1, question: 1 });

export const CommentModel = mongoose.model<Comment>('Comment', schema);
