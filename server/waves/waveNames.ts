/** What pages that know only ids call waves, and by `<wave>:<code>` the offices and merged groups within one. */
import mongoose from 'mongoose';
import type { NamesOf } from '../accounts/audit/auditNames.ts';
import { officeName } from '../offices/officeName.ts';
import { WaveModel } from './wave.ts';

interface Named {
  code: string;
  nameFa: string;
  nameEn: string;
}

export const waveNames: NamesOf = async (ids, language) => {
  const asked = [...new Set(ids.map((id) => id.split(':')[0] ?? id))];
  const fields = { title: 1, offices: 1, units: 1 };
  const waves = await WaveModel.find({ _id: mongoose.trusted({ $in: asked }) }, fields).lean();
  const names = new Map<string, string>();
  for (const { _id, title, offices, units } of waves) {
    names.set(_id, title);
    // An office's own name comes last: a unit of one office is called like it.
    for (const place of [...units, ...offices] as Named[]) {
      names.set(`${_id}:${place.code}`, officeName(place, language));
    }
  }
  return names;
};
