/** In which languages the messages of a wave are written, and how they share one SMS. */
import { defaultLanguage, type Language } from '../../i18n/languages.ts';
import { offeredLanguages } from '../../i18n/offeredLanguages.ts';
import type { Wave } from '../wave.ts';

/** Persian first; never one that the product does not have whole. */
export function languagesOf({ messageLanguages }: Pick<Wave, 'messageLanguages'>): Language[] {
  const chosen = offeredLanguages().filter((language) => messageLanguages?.includes(language));
  return chosen.length > 0 ? chosen : [defaultLanguage];
}

/** The languages of one SMS stand below each other, before the one link of the last. */
export const inOneSms = (texts: readonly string[]): string[] =>
  texts.map((text, at) => (at === texts.length - 1 ? text : withoutLinkLine(text)));

const withoutLinkLine = (sms: string): string =>
  sms
    .split('\n')
    .filter((line) => !/^\s*\{[^{}]*\}\s*$/.test(line))
    .join('\n');
