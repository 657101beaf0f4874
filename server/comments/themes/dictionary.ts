/**
 * The dictionaries of an instrument, `surveys/<instrument>/themes.json`: for each dimension the words and phrases by which a comment speaks of
 * it. A wave keeps the one of its count, so that an edited dictionary cannot be held against what was counted before.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instrument } from '../../instruments/instrument.ts';
import { projectRoot } from '../../projectRoot.ts';
import type { Theme } from './themeMatcher.ts';

/** Entries by id of the dimension. */
const dictionarySchema = z.record(z.string(), z.array(z.string().min(1).max(60)).max(200));

/** Empty where an instrument has no such file. @throws ZodError where the file is not as it should be */
export function dictionaryOf(instrument: string): z.infer<typeof dictionarySchema> {
  const file = join(projectRoot, 'surveys', instrument, 'themes.json');
  return existsSync(file) ? dictionarySchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

export function themesOf(instruments: readonly Pick<Instrument, 'id' | 'dimensions'>[]): Theme[] {
  return instruments.flatMap(({ id, dimensions }) => {
    const words = dictionaryOf(id);
    return dimensions
      .map((dimension) => ({ instrument: id, dimension: dimension.id, words: words[dimension.id] ?? [] }))
      .filter((theme) => theme.words.length > 0);
  });
}
