/** The circles of a counted wave, stored once at the count: no comment comes or goes afterwards, so no page needs to group them again. */
import mongoose, { Schema } from 'mongoose';
import type { Circle } from './joinComments.ts';

interface StoredCircles {
  /** Id of the wave. */
  _id: string;
  questions: { question: string; circles: Circle[] }[];
}

const schema = new Schema<StoredCircles>(
  {
    _id: { type: String, required: true },
    questions: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { versionKey: false, collection: 'commentCircles', minimize: false },
);

export const StoredCirclesModel = mongoose.model<StoredCircles>('CommentCircles', schema);
