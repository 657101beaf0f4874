/** A network point: a place of an office that the government network reaches. Kiosks may stand at one; answers never name one. */
import mongoose, { Schema } from 'mongoose';

export interface Point {
  /** Its code in the network's own books. */
  _id: string;
  office: string;
  name: string;
  /** Such as «بخشداری» or «میز خدمت», in the words of the list. */
  kind: string;
}

const schema = new Schema<Point>(
  {
    _id: { type: String, required: true },
    office: { type: String, required: true, index: true },
    name: { type: String, required: true },
    kind: { type: String, default: '' },
  },
  { versionKey: false, collection: 'points' },
);

export const PointModel = mongoose.model<Point>('Point', schema);
