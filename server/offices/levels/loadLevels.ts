/** The levels as they are stored: one document, so that all of them change together. Those that come with the product until somebody changes one. */
import mongoose, { Schema } from 'mongoose';
import { languages } from '../../i18n/languages.ts';
import { type Level, type Levels, levelsOf, shippedLevels } from './level.ts';

export interface StoredLevels {
  _id: 'levels';
  revision: number;
  levels: Level[];
}

const words = Object.fromEntries(languages.map((language) => [language, { type: String, default: '' }]));
const schema = new Schema<StoredLevels>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    levels: [
      new Schema<Level>({ id: String, title: words, plural: words, isRetired: Boolean }, { _id: false }),
    ],
  },
  { versionKey: false, collection: 'officeLevels' },
);
export const LevelsModel = mongoose.model<StoredLevels>('OfficeLevels', schema);

export async function loadLevels(): Promise<Levels> {
  const stored = await LevelsModel.findById('levels').lean();
  return stored ? levelsOf(stored.levels, stored.revision) : defaultLevels;
}

/** What an empty store has. */
export const defaultLevels = levelsOf(shippedLevels, 0);
