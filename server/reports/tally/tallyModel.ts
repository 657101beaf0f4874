/** Tallies in the store: one document for each unit, written at the count or import and checked by `verifyWave`. */
import mongoose, { Schema } from 'mongoose';
import type { LocalCounts } from './localCounts.ts';
import { decodeTally, encodeTally, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';

export interface StoredTally {
  _id: string;
  wave: string;
  unit: string;
  /** `encodeTally`: some tens of kilobytes. */
  tally: Buffer;
  /** Answers to the questions that offices have added for the unit (`localCounts`); absent where there are none. */
  local?: LocalCounts;
}

const schema = new Schema<StoredTally>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    unit: { type: String, required: true },
    tally: { type: Buffer, required: true },
    local: { type: [[Number]], default: undefined },
  },
  { versionKey: false, collection: 'tallies' },
);

export const TallyModel = mongoose.model<StoredTally>('Tally', schema);

/** Replaces what an earlier attempt stored. */
export async function saveTally(
  wave: string,
  unit: string,
  tally: Tally,
  local: LocalCounts = [],
): Promise<void> {
  const stored: StoredTally = {
    ...{ _id: `${wave}:${unit}`, wave, unit, tally: encodeTally(tally) },
    ...(local.length > 0 && { local }),
  };
  await TallyModel.replaceOne({ _id: stored._id }, stored, { upsert: true });
}

/** The wave's tallies by unit code. */
export async function loadTallies(wave: string, layout: TallyLayout): Promise<Map<string, Tally>> {
  const stored = await TallyModel.find({ wave }).lean();
  return new Map(stored.map(({ unit, tally }) => [unit, decodeTally(layout, storedBytes(tally))]));
}

/** By unit code; only of units that offices have added questions for. */
export async function loadLocalCounts(wave: string): Promise<Map<string, LocalCounts>> {
  const stored = await TallyModel.find({ wave }, { unit: 1, local: 1 }).lean();
  return new Map(stored.flatMap(({ unit, local }) => (local ? [[unit, local]] : [])));
}

/** A lean read gives the driver's Binary, a hydrated one a Buffer. */
export function storedBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return (value as { buffer: Uint8Array }).buffer;
}
