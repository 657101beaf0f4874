/** Names of waves by id, and of the offices and merged groups within them. */
import mongoose from 'mongoose';
import type { NamesOf, OwnedNames } from '../accounts/audit/auditNames.ts';
import { localise } from '../instruments/localised.ts';
import { officeName } from '../offices/officeName.ts';
import { WaveModel } from './wave.ts';

const withIds = (ids: readonly string[]) => ({ _id: mongoose.trusted({ $in: [...ids] }) });

export const waveNames: NamesOf = async (ids) => {
  const waves = await WaveModel.find(withIds(ids), { title: 1 }).lean();
  return new Map(waves.map(({ _id, title }) => [_id, title]));
};

/** As the launch froze them, so that a dimension is called what it was when the entry was made. */
export const dimensionNames: OwnedNames['dimensions'] = async (ids, language) => {
  const waves = ids.length > 0 ? await WaveModel.find(withIds(ids), { instruments: 1 }).lean() : [];
  return new Map(
    waves.map(({ _id, instruments }) => {
      const dimensions = instruments.flatMap((instrument) => instrument.dimensions);
      return [_id, new Map(dimensions.map(({ id, title }) => [id, localise(title, language).text] as const))];
    }),
  );
};

export const officeAndUnitNames: OwnedNames['inWave'] = async (ids, language) => {
  const waves = await WaveModel.find(withIds(ids), { offices: 1, units: 1 }).lean();
  // Offices come last, because a unit of one office has the same code.
  return new Map(
    waves.map(({ _id, offices, units }) => [
      _id,
      new Map([...units, ...offices].map((named) => [named.code, officeName(named, language)] as const)),
    ]),
  );
};
