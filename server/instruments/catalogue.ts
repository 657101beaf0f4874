/** Every instrument that can be chosen: those shipped under surveys/ and those uploaded. */
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';
import type { Instrument } from './instrument.ts';
import { loadEarlierVersions, loadInstruments } from './loadInstruments.ts';
import { StoredInstrumentModel } from './storedInstrument.ts';

/** Files of the product, the same for every app of the process. */
let shipped: Instrument[] | undefined;

/** The shipped instruments in all their versions, read once. @throws InstrumentFileError */
function shippedInstruments(): Instrument[] {
  const folder = join(projectRoot, 'surveys');
  shipped ??= [...loadInstruments(folder), ...loadEarlierVersions(folder)];
  return shipped;
}

/** All versions, ordered by id, the newest of each first. */
export async function allInstruments(): Promise<Instrument[]> {
  const stored = await StoredInstrumentModel.find().lean();
  const all = [...shippedInstruments(), ...stored.map(({ instrument }) => instrument)];
  return all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : b.version - a.version));
}

/** The newest version of each id. */
export async function currentInstruments(): Promise<Instrument[]> {
  const all = await allInstruments();
  return all.filter((one, index) => all[index - 1]?.id !== one.id);
}

/** The version asked for, or the newest one; null when there is none. */
export async function findInstrument(id: string, version?: number): Promise<Instrument | null> {
  const all = await allInstruments();
  return all.find((one) => one.id === id && (version === undefined || one.version === version)) ?? null;
}
