/** The dictionary of an instrument as it was edited on the desk; without a document the shipped one holds. A wave keeps a copy of its count's. */
import mongoose, { Schema } from 'mongoose';
import type { Dictionary } from '../themes/shippedDictionary.ts';

interface StoredDictionary {
  /** Id of the instrument. */
  _id: string;
  /** From 1; who saves over another's changes is told. */
  version: number;
  entries: Dictionary;
}

const schema = new Schema<StoredDictionary>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    entries: { type: Schema.Types.Mixed, required: true } as never,
  },
  { versionKey: false, collection: 'dictionaries', minimize: false },
);

export const DictionaryModel = mongoose.model<StoredDictionary>('Dictionary', schema);
