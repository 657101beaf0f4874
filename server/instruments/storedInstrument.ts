/** An instrument that an administrator uploaded. Versions stay for ever: a new wording is a new version and never changes an old one. */
import mongoose, { Schema } from 'mongoose';
import type { Instrument } from './instrument.ts';

export interface StoredInstrument {
  /** `<id>@<version>` */
  _id: string;
  instrument: Instrument;
}

export const StoredInstrumentModel = mongoose.model<StoredInstrument>(
  'StoredInstrument',
  new Schema<StoredInstrument>(
    {
      _id: { type: String, required: true },
      instrument: { type: Schema.Types.Mixed, required: true } as never,
    },
    { versionKey: false, collection: 'instruments', minimize: false },
  ),
);
