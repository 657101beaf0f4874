/**
 * Placeholders in the words of a message: `{لینک}` or `{link}`, by the names of any language, because people copy texts from one into
 * another. Nothing else in braces is allowed, so that no message goes out with a misspelt one.
 */
import { type Language, languages } from '../../i18n/languages.ts';
import { key } from '../../i18n/text.ts';
import { translator } from '../../i18n/translator.ts';
import { type Placeholder, placeholders } from './messageKinds.ts';

/** A text without placeholders, or one of them. */
export type Run = { text: string } | { placeholder: Placeholder };

const pattern = /\{([^{}\n]{0,60})\}/g;

export function placeholderName(placeholder: Placeholder, language: Language): string {
  return translator(language)(`messages:placeholder.${placeholder}`);
}

const byName = () =>
  new Map(
    placeholders.flatMap((placeholder) => [
      [key(placeholder), placeholder] as const,
      ...languages.map((language) => [key(placeholderName(placeholder, language)), placeholder] as const),
    ]),
  );

/** The runs of a line, and what stands in braces and is no placeholder; a brace without its partner is told as it stands. */
export function runsOf(line: string): { runs: Run[]; unknown: string[] } {
  const names = byName();
  const runs: Run[] = [];
  const unknown: string[] = [];
  const plain = (text: string) => {
    if (text) runs.push({ text });
    unknown.push(...(text.match(/[{}]/g) ?? []));
  };
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    plain(line.slice(end, match.index));
    const placeholder = names.get(key(match[1] ?? ''));
    if (placeholder) runs.push({ placeholder });
    else unknown.push(match[0]);
    end = match.index + match[0].length;
  }
  plain(line.slice(end));
  return { runs, unknown };
}

/** The placeholders of a text, in the order of their first use. */
export function placeholdersIn(text: string): Placeholder[] {
  const found = runsOf(text.replaceAll('\n', ' ')).runs.flatMap((run) =>
    'placeholder' in run ? run.placeholder : [],
  );
  return [...new Set(found)];
}
