/** The page on which the words of a draft's messages are written: every message with its state, one of them open, and what its reader sees. */
import { displayNames } from '../../accounts/displayNames.ts';
import { directionOf, type Language } from '../../i18n/languages.ts';
import type { Reader } from '../../i18n/reader.ts';
import { translator } from '../../i18n/translator.ts';
import { composeSms } from '../../participation/delivery/composeSms.ts';
import { wavePath } from '../../waves/paths.ts';
import type { Wave } from '../../waves/wave.ts';
import type { StoredWords, Words } from '../../waves/waveParts.ts';
import { checkWords } from '../../waves/words/checkWords.ts';
import { fillLines, sampleLink, subjectText } from '../../waves/words/fillWords.ts';
import {
  asksToAnswer,
  leadsSomewhere,
  type MessageKind,
  messageKinds,
  placeholdersOf,
} from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';
import { placeholderName } from '../../waves/words/placeholders.ts';
import { smsSize } from '../../waves/words/smsParts.ts';
import { storedWords, wordsOf } from '../../waves/words/waveWords.ts';
import { valuesFor } from '../../waves/words/wordValues.ts';
import type { WordsPlace } from './saveWords.ts';

export interface WordsPage extends WordsPlace {
  wave: Wave;
  baseUrl: string;
  /** What was typed, where it was not saved. */
  typed?: Words;
  /** The version that the typed words begin from. */
  began?: string;
  /** What somebody else has written meanwhile. */
  theirs?: StoredWords | null;
}

export const wordsPath = (wave: string, { language, kind }: WordsPlace) =>
  `${wavePath(wave, 'words')}?message=${kind}&language=${language}`;

export async function presentWords(page: WordsPage, reader: Reader) {
  const { wave, language, kind, baseUrl, typed, theirs } = page;
  const languages = languagesOf(wave);
  const stored = storedWords(wave, language, kind);
  const words = typed ?? wordsOf(wave, language, kind, baseUrl);
  const next = messageKinds[messageKinds.indexOf(kind) + 1];
  return {
    kind,
    language,
    direction: directionOf(language),
    words,
    began: page.began ?? stored?.version ?? '',
    isWritten: Boolean(stored),
    isFurther: languages.indexOf(language) > 0,
    hasLink: leadsSomewhere(kind),
    theirs: theirs ? { ...theirs, name: (await displayNames([theirs.by]))[theirs.by] ?? '' } : null,
    rows: messageKinds.map((each) => ({
      kind: each,
      href: wordsPath(wave._id, { language, kind: each }),
      isCurrent: each === kind,
      states: languages.map((one) => ({ language: one, isWritten: Boolean(storedWords(wave, one, each)) })),
    })),
    tabs: languages.map((one) => ({
      language: one,
      name: translator(one)('language:name'),
      href: wordsPath(wave._id, { language: one, kind }),
    })),
    chosen: languages,
    chips: placeholdersOf(kind).map((one) => placeholderName(one, language)),
    next: next ?? null,
    preview: previewOf(page, words, reader),
  };
}

/** What a reader would get, whether the words may be saved or not. */
export function previewOf(
  { wave, language, kind, baseUrl }: Pick<WordsPage, 'wave' | 'language' | 'kind' | 'baseUrl'>,
  words: Words,
  { t }: Reader,
) {
  const values = { ...valuesFor(wave, language, baseUrl), link: sampleLink(kind, wave._id, baseUrl) };
  const sms = composeSms(wave, kind, baseUrl, { words: { language, words }, isPreview: true });
  const { parts, length, room } = smsSize(sms);
  const isFurther = languagesOf(wave).indexOf(language) > 0;
  const lines = fillLines(words.text, values, { namesIn: language });
  return {
    sms,
    parts,
    size: t('messages:editor.size', { count: parts, length, room }),
    more: parts > 1 ? t('messages:editor.sizeMore', { parts }) : '',
    mailSubject: subjectText(words.subject, values, { namesIn: language }),
    mailLines: lines.map(({ runs, isLink, endsParagraph }) => ({
      isLink,
      endsParagraph,
      text: runs.map((run) => ('of' in run ? run.value : run.text)).join(''),
    })),
    button: translator(language)(asksToAnswer(kind) ? 'messages:mail.begin' : 'messages:mail.report'),
    wrongFields: checkWords(words, kind, { language, isFurther }).map(({ field, message, values: told }) => ({
      field,
      text: t(message, told ?? {}),
    })),
  };
}

/** The language of the words that a page asks for: of the wave, its first where none is named. */
export function wordsLanguage(wave: Wave, asked: unknown): Language {
  const languages = languagesOf(wave);
  return languages.find((one) => one === asked) ?? languages[0]!;
}

export function placeOf(wave: Wave, asked: Record<string, unknown>): WordsPlace {
  const kind = messageKinds.find((one) => one === asked.message) ?? ('invitation' satisfies MessageKind);
  return { kind, language: wordsLanguage(wave, asked.language) };
}
