/** Instruments that are not offered for new waves any more. Their versions and results stay, and a retired one can be taken up again. */
import mongoose, { Schema } from 'mongoose';
import { currentInstruments } from './catalogue.ts';
import type { Instrument } from './instrument.ts';

export interface Retirement {
  /** The instrument's id. */
  _id: string;
  at: Date;
  by: string;
  reason: string;
}

export const RetirementModel = mongoose.model<Retirement>(
  'Retirement',
  new Schema<Retirement>(
    {
      _id: { type: String, required: true },
      at: { type: Date, required: true },
      by: { type: String, required: true },
      reason: { type: String, required: true },
    },
    { versionKey: false, collection: 'retirements' },
  ),
);

export async function retiredIds(): Promise<Set<string>> {
  return new Set((await RetirementModel.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
}

/** The newest version of each instrument that a new wave may ask. */
export async function offeredInstruments(): Promise<Instrument[]> {
  const [current, retired] = [await currentInstruments(), await retiredIds()];
  return current.filter(({ id }) => !retired.has(id));
}
