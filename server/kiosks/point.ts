/** A network point: a site of an office that the government network reaches. A kiosk may stand at one; answers never refer to one. */
import mongoose, { Schema } from 'mongoose';

export interface Point {
  /** Its code in the records of the network. */
  _id: string;
  office: string;
  name: string;
  /** Such as «بخشداری» or «میز خدمت», as the list says. */
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
