/** An instrument that an administrator uploaded. Versions stay for ever: a new wording is a new version and never changes an old one. */
import mongoose, { Schema } from 'mongoose';
import type { Language } from '../i18n/languages.ts';
import type { Instrument } from './instrument.ts';

export interface StoredInstrument {
  /** `<id>@<version>` */
  _id: string;
  instrument: Instrument;
  /** Languages in which all that respondents need was checked; absent for uploaded files, where what is written counts as checked. */
  checked?: Language[];
  /** What people said of single translations, for the draft of the next version; only the workshop reads it. */
  said?: unknown[];
}

export const StoredInstrumentModel = mongoose.model<StoredInstrument>(
  'StoredInstrument',
  new Schema<StoredInstrument>(
    {
      _id: { type: String, required: true },
      instrument: { type: Schema.Types.Mixed, required: true } as never,
      checked: { type: [String], default: undefined } as never,
      said: { type: [Schema.Types.Mixed], default: undefined } as never,
    },
    { versionKey: false, collection: 'instruments', minimize: false },
  ),
);

/** What is stored beside a version; null for a shipped file. */
export async function storedVersion(
  instrument: Pick<Instrument, 'id' | 'version'> | null,
): Promise<Omit<StoredInstrument, 'instrument'> | null> {
  const id = instrument && `${instrument.id}@${instrument.version}`;
  return id === null ? null : StoredInstrumentModel.findById(id, { checked: 1, said: 1 }).lean();
}
