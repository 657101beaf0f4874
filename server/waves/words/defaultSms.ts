/**
 * The SMS that comes with the product: the richest of its wordings that needs no more parts than the poorest. Where a wave writes in several
 * languages they are chosen together, because one SMS holds them all and is paid as one.
 */
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import type { Wave } from '../wave.ts';
import { plainText, sampleLink } from './fillWords.ts';
import type { MessageKind } from './messageKinds.ts';
import { inOneSms, languagesOf } from './messageLanguages.ts';
import { placeholdersIn } from './placeholders.ts';
import { smsParts } from './smsParts.ts';
import { type ValuesWave, valuesFor, type WordValues } from './wordValues.ts';

export type SmsWave = ValuesWave & Pick<Wave, '_id'> & Partial<Pick<Wave, 'words' | 'messageLanguages'>>;

/** From the richest to the barest; each language and message has some of them. */
const lengths = ['full', 'dated', 'long', 'short', 'bare'];

export function defaultSms(wave: SmsWave, language: Language, kind: MessageKind, baseUrl: string): string {
  const together = languagesOf({ messageLanguages: wave.messageLanguages });
  const languages = together.includes(language) ? together : [language];
  const wordings = languages.map((each) => {
    const written = each === language ? undefined : wave.words?.[each]?.[kind]?.sms;
    return wordingsIn(each, wave, kind, { baseUrl, written });
  });
  const all = combined(wordings).map((chosen) => {
    const lines = inOneSms(chosen.map(({ raw }) => raw)).map((text, at) => chosen[at]!.fill(text));
    const rank = chosen.reduce((sum, one) => sum + one.rank, 0);
    return { chosen, parts: smsParts(lines.filter(Boolean).join('\n')), rank };
  });
  const best = all.reduce((found, one) =>
    one.parts < found.parts || (one.parts === found.parts && one.rank < found.rank) ? one : found,
  );
  return best.chosen[languages.indexOf(language)]?.raw ?? '';
}

interface Wording {
  raw: string;
  fill(text: string): string;
  /** 0 is the richest. */
  rank: number;
}

function wordingsIn(
  language: Language,
  wave: SmsWave,
  kind: MessageKind,
  { baseUrl, written }: { baseUrl: string; written: string | undefined },
): Wording[] {
  const t = translator(language);
  const link = sampleLink(kind, wave._id, baseUrl);
  const values: WordValues = { name: '', ...valuesFor(wave, language, baseUrl), link };
  const fill = (text: string) => plainText(text, values);
  if (written !== undefined) return [{ raw: written, fill, rank: 0 }];
  const known = lengths
    .map((length) => t(`messages:words.${kind}.sms.${length}`, { defaultValue: '' }))
    .filter(Boolean);
  const whole = known.filter((text) => placeholdersIn(text).every((one) => values[one] !== undefined));
  return (whole.length > 0 ? whole : known).map((raw, rank) => ({ raw, fill, rank }));
}

/** One wording of each language, in every way; the first of them are the richest. */
const combined = (wordings: readonly Wording[][]): Wording[][] =>
  wordings.reduce<Wording[][]>(
    (found, next) => found.flatMap((chosen) => next.map((one) => [...chosen, one])),
    [[]],
  );
