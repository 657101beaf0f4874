/**
 * A mail of a wave: text and HTML that old mail programs can show (tables, styles on the elements, `dir` and `lang` as attributes), a
 * part for each language of the wave. It is rendered once for each wave and message; each person's link and code are filled in afterwards.
 */
import { renderText, renderView } from '../../http/renderPage.ts';
import { directedLines } from '../../i18n/directedLines.ts';
import type { Language } from '../../i18n/languages.ts';
import { type Reader, readerOfLanguage } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import { contactInOrder } from '../../waves/firstPageIn.ts';
import { answerLink, resultsPath } from '../../waves/paths.ts';
import { promiseKind, promiseOf } from '../../waves/promiseWording.ts';
import { resultsWay } from '../../waves/resultsWords.ts';
import type { Wave } from '../../waves/wave.ts';
import type { Words } from '../../waves/waveParts.ts';
import { fillLines, type Line, subjectText } from '../../waves/words/fillWords.ts';
import { asksToAnswer, type MessageKind } from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';
import { wordsOf } from '../../waves/words/waveWords.ts';
import { minutesOf, valuesFor } from '../../waves/words/wordValues.ts';
import { writeCode } from '../codeText.ts';
import type { MailMessage } from './outcome.ts';

export type MailWave = Pick<
  Wave,
  | '_id'
  | 'title'
  | 'firstPage'
  | 'instruments'
  | 'closesAt'
  | 'minimum'
  | 'minimumDetail'
  | 'keysFingerprint'
  | 'promise'
  | 'audiences'
  | 'state'
  | 'releasedTo'
  | 'resultsWords'
  | 'words'
  | 'messageLanguages'
>;

export interface MailPart extends Reader {
  subject: string;
  before: Line[];
  /** What follows the link. */
  after: Line[];
  /** Where the button leads; null in a mail that leads nowhere. */
  link: string | null;
  code: string | null;
  promise: string;
  minutes: number;
  /** How people without an account will read the results, or do; null where only managers do. */
  results: { sentence: string; address: string; words: string } | null;
}

const linkPlaceholder = 'https://link.invalid/';
const codePlaceholder = 'CODE-CODE-CODE';
const prefixOf = (language: Language) => (language === 'fa' ? '' : `/${language}`);
const linkIn = (language: Language) => `${linkPlaceholder}${language}/`;

interface MailOptions {
  /** Only this one, in its words; otherwise every language of the wave. */
  language?: Language;
  /** In place of those of the wave: while they are being written. */
  words?: Words;
  /** Shown where the wave lacks a value. */
  isPreview?: boolean;
  /** A manager's own. */
  name?: string;
  reportLink?: string;
}

/** Returns a function that makes the mail for one code. */
export async function mailComposer(
  wave: MailWave,
  kind: MessageKind,
  baseUrl: string,
  options: MailOptions = {},
): Promise<(code: string) => MailMessage> {
  const languages = options.language ? [options.language] : languagesOf(wave);
  const parts = languages.map((language) => partIn(language, wave, kind, baseUrl, options));
  const locals = { wave: contactInOrder(wave), home: baseUrl, isolated };
  const html = await renderView('participation/delivery/mailHtml', {
    ...readerOfLanguage(languages[0]!),
    ...locals,
    parts,
  });
  const texts = await Promise.all(parts.map((part) => textOf(part, locals)));
  const subject = parts.map((part) => part.subject).join(' | ');
  return (code) => {
    const fill = (template: string) =>
      languages
        .reduce(
          (filled, language) =>
            filled.replaceAll(linkIn(language), answerLink(baseUrl, wave._id, code, prefixOf(language))),
          template,
        )
        .replaceAll(codePlaceholder, code && writeCode(code));
    return { subject, html: fill(html), text: fill(texts.join(`\n\n${'—'.repeat(12)}\n\n`)) };
  };
}

function partIn(
  lang: Language,
  wave: MailWave,
  kind: MessageKind,
  baseUrl: string,
  { words = wordsOf(wave, lang, kind, baseUrl), isPreview, name, reportLink }: MailOptions,
): MailPart {
  const isAsking = asksToAnswer(kind);
  const link = isAsking ? linkIn(lang) : (reportLink ?? null);
  const code = isAsking ? codePlaceholder : null;
  const values = {
    ...valuesFor(contactInOrder(wave), lang, baseUrl),
    ...(link && { link }),
    ...(code && { code }),
    ...(name && { name }),
  };
  const options = isPreview ? { namesIn: lang } : {};
  const lines = fillLines(words.text, values, options);
  const at = lines.findIndex(({ isLink }) => isLink);
  return {
    ...readerOfLanguage(lang),
    ...{ link, code },
    subject: subjectText(words.subject, values, options),
    before: at < 0 ? lines : lines.slice(0, at),
    after: at < 0 ? [] : lines.slice(at + 1).filter(({ isLink }) => !isLink),
    promise: promiseOf(wave, lang)[promiseKind(baseUrl)],
    minutes: minutesOf(wave),
    results: resultsIn(lang, wave, kind, baseUrl),
  };
}

/** Managers pass it on to their offices; an invitation is what somebody who was invited can find again. */
function resultsIn(lang: Language, wave: MailWave, kind: MessageKind, baseUrl: string): MailPart['results'] {
  const way = resultsWay(wave);
  if (!way) return null;
  const { t } = readerOfLanguage(lang);
  const told = asksToAnswer(kind) ? 'invited' : way.isOpen ? 'open' : 'later';
  return {
    sentence: t(`messages:mail.results.${way.audience}.${told}`),
    address: `${baseUrl}${prefixOf(lang)}${resultsPath(wave._id)}`,
    words: way.words && t('messages:mail.results.words', { words: way.words }),
  };
}

/** What the templates of a mail share. */
export interface MailLocals {
  wave: MailWave;
  home: string;
  isolated(text: string): string;
}

async function textOf(part: MailPart, locals: MailLocals): Promise<string> {
  const text = await renderText('participation/delivery/mailText', {
    ...readerOfLanguage(part.lang),
    ...locals,
    part,
  });
  return directedLines(text.replace(/\n{3,}/g, '\n\n').trim(), part.dir);
}
