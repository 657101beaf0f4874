/** The text of an SMS: the words of the wave in its languages, and one link. Values stand without invisible marks, because each is paid. */
import type { Language } from '../../i18n/languages.ts';
import { answerLinkShort } from '../../waves/paths.ts';
import type { Words } from '../../waves/waveParts.ts';
import { plainText, sampleLink } from '../../waves/words/fillWords.ts';
import { asksToAnswer, type MessageKind } from '../../waves/words/messageKinds.ts';
import { inOneSms, languagesOf } from '../../waves/words/messageLanguages.ts';
import { wordsOf } from '../../waves/words/waveWords.ts';
import { valuesFor } from '../../waves/words/wordValues.ts';
import { writeCode } from '../codeText.ts';
import type { MailWave } from './composeMail.ts';

/** An SMS is paid by its length, so it says nothing of the results' page. */
type SmsWave = Omit<MailWave, 'state' | 'releasedTo' | 'resultsWords'>;

interface SmsOptions {
  /** Left out in previews, which have an invented one. */
  code?: string;
  /** Only this language; otherwise those of the wave. */
  language?: Language;
  /** In place of those of the wave: while they are being written. */
  words?: { language: Language; words: Words };
  isPreview?: boolean;
  /** A manager's own. */
  name?: string;
  reportLink?: string;
}

export function composeSms(
  wave: SmsWave,
  kind: MessageKind,
  baseUrl: string,
  { code, language, words: written, isPreview, name, reportLink }: SmsOptions = {},
): string {
  const languages = language ? [language] : languagesOf(wave);
  const texts = languages
    .map((each) => {
      const { sms } = written?.language === each ? written.words : wordsOf(wave, each, kind, baseUrl);
      return { each, sms };
    })
    .filter(({ sms }) => sms !== '');
  const own =
    code && asksToAnswer(kind) ? { link: answerLinkShort(baseUrl, code), code: writeCode(code) } : {};
  const sample = isPreview ? { link: sampleLink(kind, wave._id, baseUrl) } : {};
  const joined = inOneSms(texts.map(({ sms }) => sms));
  return texts
    .map(({ each }, at) => {
      const values = {
        ...valuesFor(wave, each, baseUrl),
        ...sample,
        ...(reportLink && { link: reportLink }),
        ...(name && { name }),
        ...own,
      };
      return plainText(joined[at]!, values, isPreview ? { namesIn: each } : {});
    })
    .filter(Boolean)
    .join('\n');
}
