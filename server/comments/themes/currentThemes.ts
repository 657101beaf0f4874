/** The themes that a count goes by: of each instrument the dictionary as it was last edited on the desk, or the one that came with it. */
import type { Instrument } from '../../instruments/instrument.ts';
import { DictionaryModel } from '../dictionaries/storedDictionary.ts';
import { PublishedThemesModel } from './publishedThemes.ts';
import { type Dictionary, shippedDictionary } from './shippedDictionary.ts';
import type { Theme } from './themeMatcher.ts';

/** Version 0 is the shipped one. */
export async function currentDictionary(
  instrument: string,
): Promise<{ version: number; entries: Dictionary }> {
  const stored = await DictionaryModel.findById(instrument).lean();
  return stored
    ? { version: stored.version, entries: stored.entries }
    : { version: 0, entries: shippedDictionary(instrument) };
}

/** The words of an instrument by which a wave's comments on a question were counted; those of today where they were not. */
export async function dictionaryOfWave(
  wave: string,
  question: string,
  instrument: string,
): Promise<Dictionary> {
  const published = await PublishedThemesModel.findById(`${wave}:${question}`, { themes: 1 }).lean();
  if (!published) return (await currentDictionary(instrument)).entries;
  const own = published.themes.filter((theme) => theme.instrument === instrument);
  return Object.fromEntries(own.map(({ dimension, words }) => [dimension, [...words]]));
}

type Asked = Pick<Instrument, 'id' | 'dimensions'>;

export async function currentThemes(instruments: readonly Asked[]): Promise<Theme[]> {
  const dictionaries = await Promise.all(instruments.map(({ id }) => currentDictionary(id)));
  return instruments.flatMap((one, i) => themesOf(one, dictionaries[i]?.entries ?? {}));
}

/** Dimensions without an entry are no themes. */
export function themesOf({ id, dimensions }: Asked, entries: Dictionary): Theme[] {
  return dimensions
    .map((dimension) => ({ instrument: id, dimension: dimension.id, words: entries[dimension.id] ?? [] }))
    .filter((theme) => theme.words.length > 0);
}
