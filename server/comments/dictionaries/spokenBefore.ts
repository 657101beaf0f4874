/**
 * How common words were in the comments of the last wave that asked an instrument. Only what reports of that wave show already, in their steps:
 * a page that counted what somebody types would answer questions about single comments.
 */

import { type Wave, WaveModel } from '../../waves/wave.ts';
import { PublishedThemesModel } from '../themes/publishedThemes.ts';

export interface SpokenBefore {
  writers: number;
  /** People at least, by stem or by id of a dimension. */
  words: ReadonlyMap<string, number>;
  dimensions: ReadonlyMap<string, number>;
}

type Released = Pick<Wave, '_id' | 'closesAt' | 'instruments'>;

/** Null where no released wave shows any: before its release nobody is told what is written in a wave. */
export async function spokenBefore(instrument: string): Promise<SpokenBefore | null> {
  const released = await WaveModel.find({ state: 'released' }, { closesAt: 1, instruments: 1 }).lean<
    Released[]
  >();
  const [wave] = released
    .filter(({ instruments }) => instruments.some(({ id }) => id === instrument))
    .sort((a, b) => (b.closesAt?.getTime() ?? 0) - (a.closesAt?.getTime() ?? 0));
  if (!wave) return null;
  const published = await PublishedThemesModel.find({ wave: wave._id }).lean();
  const widest = published
    .flatMap(({ groups, hidden }) => Object.values(groups).map((group) => ({ group, hidden })))
    .sort((a, b) => b.group.writers - a.group.writers)[0];
  if (!widest) return null;
  const { group, hidden } = widest;
  return {
    writers: group.writers,
    words: new Map(
      [...group.words, ...group.phrases]
        .filter(({ id }) => !hidden.includes(id))
        .map(({ id, persons }) => [id, persons]),
    ),
    dimensions: new Map(
      group.themes
        .filter((theme) => theme.instrument === instrument)
        .map(({ dimension, persons }) => [dimension, persons]),
    ),
  };
}
