/**
 * A draft is a list of numbered states, each the whole instrument after one save: undoing is going back to one of them. The number is
 * part of the `_id`, so that of two saves from one state the second finds its number taken. Numbers go on after a draft has ended.
 */
import mongoose, { Schema } from 'mongoose';
import type { Instrument, ItemChange } from '../../instruments/instrument.ts';
import type { SaidOfTranslation } from '../translation/translationState.ts';

/** What a save did: a key under `workshop:did` with its values. */
export interface Deed {
  name: string;
  values: Record<string, string | number>;
}

/** How a person classed a changed item; it holds for the wording that it was given for. */
export interface ItemClass {
  change: ItemChange;
  /** Why the program's suggestion was not followed; empty where it was. */
  reason: string;
  /** What was classed: the Persian wording and the key. */
  text: string;
  reverse: boolean;
}

export interface DraftState {
  /** `<instrument>#<number>` */
  _id: string;
  instrument: string;
  number: number;
  at: Date;
  by: string;
  did: Deed;
  content: Instrument;
  /** By item id, and of the scale. */
  classes: Record<string, ItemClass>;
  translations: SaidOfTranslation[];
  /** Waiting for the second person; whoever saves after that takes it back. */
  submitted: boolean;
  /** The last state of a draft that became a version or was given up; its content is empty. */
  ended: boolean;
}

const schema = new Schema<DraftState>(
  {
    _id: { type: String, required: true },
    instrument: { type: String, required: true },
    number: { type: Number, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    did: { type: Schema.Types.Mixed, required: true } as never,
    content: { type: Schema.Types.Mixed, default: null } as never,
    classes: { type: Schema.Types.Mixed, default: {} } as never,
    translations: { type: [Schema.Types.Mixed], default: [] } as never,
    submitted: { type: Boolean, default: false },
    ended: { type: Boolean, default: false },
  },
  { versionKey: false, collection: 'draftStates', minimize: false },
);
schema.index({ instrument: 1, number: 1 });

export const DraftStateModel = mongoose.model<DraftState>('DraftState', schema);

export function stateId(instrument: string, number: number): string {
  return `${instrument}#${number}`;
}
