/** Tallies in the store: one document for each unit, written at the count or import and checked by `verifyWave`. */
import mongoose, { Schema } from 'mongoose';
import { decodeTally, encodeTally, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';

export interface StoredTally {
  _id: string;
  wave: string;
  unit: string;
  /** `encodeTally`: some tens of kilobytes. */
  tally: Buffer;
}

const schema = new Schema<StoredTally>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    unit: { type: String, required: true },
    tally: { type: Buffer, required: true },
  },
  { versionKey: false, collection: 'tallies' },
);

export const TallyModel = mongoose.model<StoredTally>('Tally', schema);

/** Replaces what an earlier attempt stored. */
export async function saveTally(wave: string, unit: string, tally: Tally): Promise<void> {
  const stored: StoredTally = { _id: `${wave}:${unit}`, wave, unit, tally: encodeTally(tally) };
  await TallyModel.replaceOne({ _id: stored._id }, stored, { upsert: true });
}

/** The wave's tallies by unit code. */
export async function loadTallies(wave: string, layout: TallyLayout): Promise<Map<string, Tally>> {
  const stored = await TallyModel.find({ wave }).lean();
  return new Map(stored.map(({ unit, tally }) => [unit, decodeTally(layout, bytesOf(tally))]));
}

/** A lean read gives the driver's Binary, a hydrated one a Buffer. */
function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return (value as { buffer: Uint8Array }).buffer;
}
