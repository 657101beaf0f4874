/** The form of all levels at once: each by its number on the page, the last one new. An empty new one is none. Messages are locale keys. */
import type { FieldError } from '../../http/forms.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { clean, key } from '../../i18n/text.ts';
import { type Level, type LevelWords, maxLevels } from './level.ts';

export type Names = 'title' | 'plural';
export const levelField = (names: Names, at: number, language: Language) => `${names}-${at}-${language}`;

export interface TypedLevel extends Omit<Level, 'isRetired'> {
  /** Its number on the page; id is empty for a new one. */
  at: number;
  /** Where it is to stand, from 1. */
  place: number;
  isRemoved: boolean;
}

export interface TypedLevels {
  /** Of the levels that the page showed. */
  revision: number;
  /** In the order that was asked for. */
  levels: TypedLevel[];
  /** Ids of levels that are to be used again. */
  again: string[];
  errors: FieldError[];
}

const maxLength = 60;

export function readLevels(body: unknown): TypedLevels {
  const form = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => {
    const value = form[name];
    return typeof value === 'string' ? clean(value.slice(0, 200)) : '';
  };
  const wordsOf = (names: Names, at: number): LevelWords =>
    Object.fromEntries(
      languages.map((language) => [language, text(levelField(names, at, language))]),
    ) as LevelWords;
  const typed = Array.from({ length: maxLevels + 1 }, (_, at): TypedLevel => {
    const place = Number(text(`place-${at}`));
    return {
      at,
      id: text(`id-${at}`),
      title: wordsOf('title', at),
      plural: wordsOf('plural', at),
      place: Number.isInteger(place) && place > 0 ? place : at + 1,
      isRemoved: form[`remove-${at}`] === 'yes',
    };
  });
  const levels = typed
    .filter(({ id, title, plural }) => id || languages.some((one) => title[one] || plural[one]))
    .sort((a, b) => a.place - b.place || b.at - a.at);
  const again = Object.keys(form)
    .filter((name) => name.startsWith('again-') && form[name] === 'yes')
    .map((name) => name.slice('again-'.length));
  const kept = levels.filter(({ isRemoved }) => !isRemoved);
  const revision = Number(text('revision'));
  return {
    revision: Number.isInteger(revision) ? revision : -1,
    levels,
    again,
    errors: [...lengthErrors(kept), ...sameNames(kept)],
  };
}

const wrong = (field: string, message: string): FieldError => ({
  field,
  message: `offices:levels.errors.${message}`,
});

function lengthErrors(levels: readonly TypedLevel[]): FieldError[] {
  return levels.flatMap(({ at, title, plural }) => [
    ...(title.fa === '' ? [wrong(levelField('title', at, 'fa'), 'name')] : []),
    ...languages.flatMap((language) =>
      (['title', 'plural'] as const).flatMap((names) => {
        const { [language]: word } = names === 'title' ? title : plural;
        return word.length > maxLength ? [wrong(levelField(names, at, language), 'long')] : [];
      }),
    ),
  ]);
}

/** A file names levels by their words, so no two may have the same. */
function sameNames(levels: readonly TypedLevel[]): FieldError[] {
  return languages.flatMap((language) => {
    const seen = new Set<string>();
    return levels.flatMap(({ at, title }) => {
      const word = key(title[language]);
      if (!word || !seen.has(word)) {
        seen.add(word);
        return [];
      }
      return [wrong(levelField('title', at, language), 'twice')];
    });
  });
}
