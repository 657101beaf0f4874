/**
 * The words of a wave's messages, by language: as an administrator wrote them, otherwise those that come with the product. The launch
 * freezes all of them with the wave; a copy of the wave takes what was written along.
 */
import { createHash } from 'node:crypto';
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import type { Wave } from '../wave.ts';
import type { StoredWords, WaveWords, Words } from '../waveParts.ts';
import { defaultSms, type SmsWave } from './defaultSms.ts';
import { type MessageKind, messageKinds } from './messageKinds.ts';
import { languagesOf } from './messageLanguages.ts';

type OfWave = Pick<Wave, 'words' | 'messageLanguages'>;

export const storedWords = ({ words }: OfWave, language: Language, kind: MessageKind) =>
  words?.[language]?.[kind];

export function wordsOf(
  wave: OfWave & SmsWave,
  language: Language,
  kind: MessageKind,
  baseUrl: string,
): Words {
  return storedWords(wave, language, kind) ?? productWords(wave, language, kind, baseUrl);
}

export function productWords(wave: SmsWave, language: Language, kind: MessageKind, baseUrl: string): Words {
  const t = translator(language);
  return {
    subject: t(`messages:words.${kind}.subject`),
    text: t(`messages:words.${kind}.text`),
    sms: defaultSms(wave, language, kind, baseUrl),
  };
}

export function versionOf({ subject, text, sms }: Words): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, text, sms]))
    .digest('hex')
    .slice(0, 16);
}

/** What a launch stores: every message in every language of the wave. */
export function frozenWords(wave: OfWave & SmsWave, baseUrl: string): WaveWords {
  return Object.fromEntries(
    languagesOf(wave).map((language) => [
      language,
      Object.fromEntries(
        messageKinds.map((kind) => {
          const {
            subject,
            text,
            sms,
            by = '',
            version = '',
          }: Words & Partial<StoredWords> = wordsOf(wave, language, kind, baseUrl);
          return [kind, { subject, text, sms, by, version } satisfies StoredWords];
        }),
      ),
    ]),
  );
}

/** What people wrote, for a copy of the wave: the words of the product are today's again. */
export function writtenWords({ words }: OfWave): WaveWords | undefined {
  const written = Object.entries(words ?? {}).map(([language, kinds]) => [
    language,
    Object.fromEntries(Object.entries(kinds).filter(([, one]) => one.by !== '')),
  ]);
  const kept = written.filter(([, kinds]) => Object.keys(kinds!).length > 0);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
