/**
 * What the comments on one question speak of: themes by how many people named them, words and phrases, and a comment or two for a theme where
 * these people's comments may be read. Counts are «at least so many», as they were published.
 */
import type { ShownThemes } from '../comments/themes/findThemes.ts';
import { themeId, themeMatcher } from '../comments/themes/themeMatcher.ts';
import { wordsOf } from '../comments/words/wordsOf.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { dimensionTitle } from './dimensionTitle.ts';

const quotesOfTheme = 2;
/** Longer ones are read in the list. */
const longestQuote = 280;
/** Looking for quotations takes time; the first of random order are as good as any. */
const readForQuotes = 400;

interface Shown {
  themes: ShownThemes;
  /** The group whose report it is. */
  groupId: string;
  /** Approved comments that stand on the page. */
  texts: readonly string[];
  wave: Pick<Wave, 'instruments' | 'offices' | 'units'>;
}

export function presentThemes({ themes, groupId, texts, wave }: Shown, reader: Reader) {
  const { t, f } = reader;
  const isOwn = themes.groupId === groupId;
  const quotes = isOwn ? quotesOf(themes, texts) : new Map<string, string[]>();
  const most = themes.themes[0];
  const atLeast = (persons: number) => t('reports:comments.atLeast', { count: persons });
  // Steps tell no more: of two with the same step nobody knows which more people named.
  const equal = themes.themes.filter(({ persons }) => persons === most?.persons);
  const titleOf = ({ instrument, dimension }: { instrument: string; dimension: string }) => {
    const asked = wave.instruments.find(({ id }) => id === instrument);
    return asked ? dimensionTitle(dimension, asked as Instrument, reader) : dimension;
  };
  return {
    sentence: most
      ? t(`reports:comments.${equal.length > 1 ? 'spokenEqual' : 'spoken'}`, {
          theme: f.list(equal.map((one) => t('reports:comments.quoted', { theme: titleOf(one) }))),
          persons: f.number(most.persons),
          writers: f.number(themes.writers),
        })
      : t('reports:comments.noTheme', { writers: f.number(themes.writers) }),
    wider: isOwn ? '' : t('reports:comments.wider', { place: nameInWave(wave, themes.place, reader) }),
    themes: themes.themes.map((theme) => ({
      title: titleOf(theme),
      persons: atLeast(theme.persons),
      /** 0..100, of the theme that most people named. */
      share: most ? Math.round((100 * theme.persons) / most.persons) : 0,
      quotes: quotes.get(themeId(theme)) ?? [],
    })),
    words: [...themes.phrases, ...themes.words].map(({ label, persons }) => ({
      label,
      persons: atLeast(persons),
    })),
  };
}

/** Each comment is quoted once, for the theme that fewest people named. */
function quotesOf({ themes, dictionary }: ShownThemes, texts: readonly string[]): Map<string, string[]> {
  const match = themeMatcher(dictionary);
  const quotes = new Map<string, string[]>();
  const rarestFirst = [...themes].reverse().map(themeId);
  for (const text of texts.slice(0, readForQuotes)) {
    if (text.length > longestQuote) continue;
    const named = match(wordsOf(text));
    const theme = rarestFirst.find((id) => named.has(id) && (quotes.get(id)?.length ?? 0) < quotesOfTheme);
    if (theme !== undefined) quotes.set(theme, [...(quotes.get(theme) ?? []), text]);
  }
  return quotes;
}
