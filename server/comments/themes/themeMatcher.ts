/** Which themes a comment speaks of: those of whose words or phrases it has at least one, in whatever form they stand. */
import { type Word, wordsOf } from '../words/wordsOf.ts';

export interface Theme {
  instrument: string;
  dimension: string;
  /** Words and phrases as people wrote them into the dictionary. */
  words: readonly string[];
}

/** Ids of themes that the words name. */
export type ThemeMatcher = (words: readonly (Word | null)[]) => Set<string>;

export const themeId = ({ instrument, dimension }: Pick<Theme, 'instrument' | 'dimension'>) =>
  `${instrument} ${dimension}`;

const known = new Map<string, readonly string[]>();

/** The stems of an entry of the dictionary, one after another; asked again for every group, so they are remembered. */
export function entryStems(entry: string): readonly string[] {
  const found = known.get(entry) ?? wordsOf(entry).flatMap((word) => (word ? [word.stem] : []));
  known.set(entry, found);
  return found;
}

export function themeMatcher(themes: readonly Theme[]): ThemeMatcher {
  const byFirst = new Map<string, { stems: readonly string[]; id: string }[]>();
  for (const theme of themes)
    for (const entry of theme.words) {
      const stems = entryStems(entry);
      const [first] = stems;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { stems, id: themeId(theme) }]);
    }
  return (words) => {
    const found = new Set<string>();
    for (const [position, word] of words.entries())
      for (const { stems, id } of (word && byFirst.get(word.stem)) ?? [])
        if (stems.every((one, i) => words[position + i]?.stem === one)) found.add(id);
    return found;
  };
}

/** Whether a stem is an entry of a theme by itself. */
export const isEntry = (theme: Theme, stems: readonly string[]) =>
  theme.words.some((entry) => entryStems(entry).join(' ') === stems.join(' '));
