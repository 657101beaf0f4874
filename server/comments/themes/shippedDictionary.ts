/**
 * The dictionaries that come with an instrument, `surveys/<instrument>/themes.json`: for each dimension the words and phrases by which a comment
 * speaks of it. They hold until somebody edits them on the desk.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../projectRoot.ts';

export const longestEntry = 60;
export const maxEntries = 200;

/** Entries by id of the dimension. */
const dictionarySchema = z.record(z.string(), z.array(z.string().min(1).max(longestEntry)).max(maxEntries));
export type Dictionary = z.infer<typeof dictionarySchema>;

/** Empty where an instrument has no such file. @throws ZodError where the file is not as it should be */
export function shippedDictionary(instrument: string): Dictionary {
  const file = join(projectRoot, 'surveys', instrument, 'themes.json');
  return existsSync(file) ? dictionarySchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}
