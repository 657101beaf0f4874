/**
 * A level of offices, such as governorate: data with names in each language, shipped in `levels.json` and changed by administrators. A
 * level that is no longer used stays with its names, because the results of former waves speak of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from '../../i18n/languages.ts';
import { key } from '../../i18n/text.ts';
import { projectRoot } from '../../projectRoot.ts';

/** By language; empty where Persian stands for it. */
export type LevelWords = Record<Language, string>;

export interface Level {
  /** Never changes; offices, waves and files name it. */
  id: string;
  title: LevelWords;
  plural: LevelWords;
  /** No office may be given it, until a file names it again. */
  isRetired: boolean;
}

export const maxLevels = 6;

const shipped: (Omit<Level, 'isRetired'> & { alsoCalled: string[] })[] = JSON.parse(
  readFileSync(join(projectRoot, 'server/offices/levels/levels.json'), 'utf8'),
);
export const shippedLevels: readonly Level[] = shipped.map(({ alsoCalled: _, ...level }) => ({
  ...level,
  isRetired: false,
}));

/** The levels of the system, from the top down, by what they are called. */
export interface Levels {
  /** With those no longer used, which come last. */
  all: readonly Level[];
  inUse: readonly Level[];
  /** Goes up with each change, so that nobody overwrites what somebody else has changed. */
  revision: number;
  /** Its id where nobody knows it. */
  name(id: string, language: Language): string;
  plural(id: string, language: Language): string;
  /** The id of a level by its id or by any name it has, in any spelling. */
  idOf(word: string): string | undefined;
}

export function levelsOf(all: readonly Level[], revision: number): Levels {
  const byId = new Map(all.map((level) => [level.id, level]));
  const words = wordsOf(all);
  const inLanguage = (names: LevelWords | undefined, language: Language) => names?.[language] || names?.fa;
  return {
    all,
    inUse: all.filter(({ isRetired }) => !isRetired),
    revision,
    name: (id, language) => inLanguage(byId.get(id)?.title, language) ?? id,
    plural: (id, language) => {
      const { title, plural } = byId.get(id) ?? {};
      return plural?.[language] || title?.[language] || plural?.fa || title?.fa || id;
    },
    idOf: (word) => words.get(key(word)),
  };
}

/** Ids before names, and names of today before what such an office is also called. */
function wordsOf(all: readonly Level[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (word: string, id: string) => {
    if (word && !found.has(key(word))) found.set(key(word), id);
  };
  for (const { id } of all) add(id, id);
  for (const one of [...all].sort((a, b) => Number(a.isRetired) - Number(b.isRetired)))
    for (const language of languages) {
      add(one.title[language], one.id);
      add(one.plural[language], one.id);
    }
  const known = new Set(all.map(({ id }) => id));
  for (const { id, title, alsoCalled } of shipped)
    if (known.has(id)) for (const word of [title.fa, title.en, ...alsoCalled]) add(word, id);
  return found;
}
