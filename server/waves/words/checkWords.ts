/** What is wrong with the words of a message, beside the field where it stands. Messages are locale keys. */
import type { FieldError } from '../../http/forms.ts';
import { formatter } from '../../i18n/format.ts';
import type { Language } from '../../i18n/languages.ts';
import type { Words } from '../waveParts.ts';
import { leadsSomewhere, type MessageKind, placeholdersOf } from './messageKinds.ts';
import { placeholderName, placeholdersIn, runsOf } from './placeholders.ts';

export const maxLengths: Record<keyof Words, number> = { subject: 200, text: 6000, sms: 480 };

/** @param isFurther a language beside the first of the wave, whose SMS may be left out */
export function checkWords(
  words: Words,
  kind: MessageKind,
  { language, isFurther }: { language: Language; isFurther: boolean },
): FieldError[] {
  const { list } = formatter(language);
  return (['sms', 'subject', 'text'] as const).flatMap((field) => {
    const text = words[field];
    const wrong = (problem: string, values = {}) => [{ field, message: `messages:wrong.${problem}`, values }];
    if (field === 'sms' && text === '' && isFurther) return [];
    if (text === '') return wrong(`empty.${field}`);
    if (text.length > maxLengths[field]) return wrong('long', { most: maxLengths[field] });
    const unknown = [...new Set(runsOf(text.replaceAll('\n', ' ')).unknown)];
    if (unknown.length > 0) return wrong('unknown', { names: list(unknown.map((name) => `«${name}»`)) });
    const allowed = placeholdersOf(kind);
    const used = placeholdersIn(text);
    const strange = used.filter((one) => !allowed.includes(one) || (field === 'subject' && isOwn(one)));
    if (strange.length > 0)
      return wrong('notHere', { names: list(strange.map((one) => `«{${placeholderName(one, language)}}»`)) });
    if (field !== 'subject' && leadsSomewhere(kind) && !used.includes('link'))
      return wrong('noLink', { link: `{${placeholderName('link', language)}}` });
    return [];
  });
}

/** A subject stands in lists of mails and in notices on a locked screen: nothing of one person. */
const isOwn = (placeholder: string) => placeholder === 'link' || placeholder === 'code';
