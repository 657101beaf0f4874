/** The form of a dictionary: for each dimension its entries, one a line, and a text to try them on, which is stored nowhere. */
import { z } from 'zod';
import type { FieldError } from '../../http/forms.ts';
import { clean } from '../../i18n/text.ts';
import { type Dictionary, longestEntry, maxEntries } from '../themes/shippedDictionary.ts';

/** Name of the field of a dimension. */
export const entriesField = (dimension: string) => `entries-${dimension}`;

const text = z.string().catch('').transform(clean);
const rest = z.object({
  version: z.coerce.number().int().min(0).catch(-1),
  trial: text.transform((typed) => typed.slice(0, 2000)),
});

export interface DictionaryForm {
  /** As typed, cleaned, each once. */
  entries: Dictionary;
  /** Of the dictionary that the page showed. */
  version: number;
  trial: string;
  errors: FieldError[];
}

export function readDictionaryForm(
  body: Record<string, unknown>,
  dimensions: readonly string[],
): DictionaryForm {
  const entries = Object.fromEntries(
    dimensions.map((id) => [
      id,
      [...new Set(text.parse(body[entriesField(id)]).split('\n'))].filter(Boolean),
    ]),
  );
  const errors = dimensions.flatMap((id): FieldError[] => {
    const [field, typed] = [entriesField(id), entries[id] ?? []];
    const long = typed.find((entry) => entry.length > longestEntry);
    return [
      ...(typed.length > maxEntries
        ? [{ field, message: 'comments:dictionary.errors.many', values: { most: maxEntries } }]
        : []),
      ...(long
        ? [{ field, message: 'comments:dictionary.errors.long', values: { entry: long, most: longestEntry } }]
        : []),
    ];
  });
  return { entries, ...rest.parse(body), errors };
}
