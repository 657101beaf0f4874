/** Which instruments have a draft: one small document each, for lists. The states of a draft are what holds. */
import mongoose, { Schema } from 'mongoose';
import type { Localised } from '../../instruments/localised.ts';

export interface OpenDraft {
  /** The instrument's id. */
  _id: string;
  title: Localised;
}

export const OpenDraftModel = mongoose.model<OpenDraft>(
  'OpenDraft',
  new Schema<OpenDraft>(
    { _id: { type: String, required: true }, title: { type: Schema.Types.Mixed, required: true } as never },
    { versionKey: false, collection: 'openDrafts', minimize: false },
  ),
);
