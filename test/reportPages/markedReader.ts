/** A reader whose texts are their own keys with all that is filled in, so that a test sees which sentences came out of a presenter. */
import { type Reader, readerOfLanguage } from '../../server/i18n/reader.ts';
import type { Translate } from '../../server/i18n/translator.ts';

const en = readerOfLanguage('en');

const mark = (key: string, values: object = {}) => `⟦${key}⟧(${Object.values(values).map(String).join('|')})`;

export const marked: Reader = { ...en, t: mark as unknown as Translate };

/** Keys of `reports` among all texts of what a presenter gave. */
export function keysIn(output: unknown): Set<string> {
  const text = JSON.stringify(output ?? null);
  return new Set([...text.matchAll(/⟦reports:([\w.]+)⟧/g)].map(([, key]) => key ?? ''));
}
