/** The SMS that comes with the product: the richest of its wordings that needs no more parts than the poorest. */
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import type { Wave } from '../wave.ts';
import { plainText, sampleLink } from './fillWords.ts';
import type { MessageKind } from './messageKinds.ts';
import { placeholdersIn } from './placeholders.ts';
import { smsParts } from './smsParts.ts';
import { type ValuesWave, valuesFor, type WordValues } from './wordValues.ts';

export type SmsWave = ValuesWave & Pick<Wave, '_id'>;

/** From the richest to the barest; each language and message has some of them. */
const lengths = ['full', 'dated', 'long', 'short', 'bare'];

export function defaultSms(wave: SmsWave, language: Language, kind: MessageKind, baseUrl: string): string {
  const t = translator(language);
  const values: WordValues = {
    name: '',
    ...valuesFor(wave, language, baseUrl),
    link: sampleLink(kind, wave._id, baseUrl),
  };
  const known = lengths
    .map((length) => t(`messages:words.${kind}.sms.${length}`, { defaultValue: '' }))
    .filter(Boolean);
  const filled = known.filter((text) => placeholdersIn(text).every((one) => values[one] !== undefined));
  const texts = filled.length > 0 ? filled : known;
  const parts = texts.map((text) => smsParts(plainText(text, values)));
  return texts[parts.indexOf(Math.min(...parts))] ?? '';
}
