/** A response: one anonymous set of answers. It exists only after the count and knows wave and unit, nothing else. */
import mongoose, { Schema } from 'mongoose';

export interface Response {
  /** Random, so that it shows no order. */
  _id: string;
  wave: string;
  unit: string;
  /** One byte for each item in the questionnaire's order: 0 not answered, 1–11 as given, 255 not applicable. */
  answers: Buffer;
  /** One byte for each demographic question: 0 not answered, otherwise the option's position plus one. */
  demographics: Buffer;
  /** One byte for each place of the wave for questions of single offices; absent in a wave without any. */
  local?: Buffer;
}

const schema = new Schema<Response>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    unit: { type: String, required: true },
    answers: { type: Buffer, required: true },
    // Not `required`: mongoose treats the empty bytes of a questionnaire without such questions as missing.
    demographics: { type: Buffer, default: () => Buffer.alloc(0) },
    local: { type: Buffer, default: undefined },
  },
  {
    versionKey: false,
    collection: 'responses',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ wave: 1, unit: 1 });

export const ResponseModel = mongoose.model<Response>('Response', schema);
