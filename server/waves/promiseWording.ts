/**
 * The wording of the promise on the first page. The launch freezes it in every language with the wave's own numbers, so that the page
 * and the report can show respondents what they were promised, even if the wording has changed since.
 */
import { isSecureAddress } from '../http/https.ts';
import { formatter } from '../i18n/format.ts';
import { type Language, languages } from '../i18n/languages.ts';
import { escapeHtml } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import type { Wave } from './wave.ts';
import type { PromiseWording } from './waveParts.ts';

const termNames = ['nothingKept', 'minimum', 'minimumDetail', 'nobodySees'];
const rules = ['minimum', 'minimumDetail'];

type Numbers = Pick<Wave, 'minimum' | 'minimumDetail'>;

function wordingIn(language: Language, wave: Numbers): PromiseWording {
  const t = translator(language);
  const f = formatter(language);
  const numbers = { minimum: f.number(wave.minimum), minimumDetail: f.number(wave.minimumDetail) };
  const say = (name: string) => String(t(`responses:promise.${name}`, numbers));
  return {
    strong: say('strong'),
    plain: say('plain'),
    plainWhy: say('plainWhy'),
    terms: termNames.map((name) => say(`terms.${name}`)),
    limit: say('limit'),
  };
}

export function promiseWordings(wave: Numbers): Record<Language, PromiseWording> {
  return Object.fromEntries(languages.map((language) => [language, wordingIn(language, wave)])) as Record<
    Language,
    PromiseWording
  >;
}

/** What was promised. A draft, and a wave that was launched before wordings were frozen, have today's wording. */
export function promiseOf(wave: Numbers & Pick<Wave, 'promise'>, language: Language): PromiseWording {
  return wave.promise?.[language] ?? wordingIn(language, wave);
}

/**
 * The two rules with the wave's numbers, which stand on the first page for everyone to see, and the terms that may be folded away. Wordings
 * that were frozen with other terms are shown whole.
 */
export function termsOf({ terms }: PromiseWording): { rules: readonly string[]; others: readonly string[] } {
  if (terms.length !== termNames.length) return { rules: terms, others: [] };
  const isRule = (_: string, at: number) => rules.includes(termNames[at]!);
  return { rules: terms.filter(isRule), others: terms.filter((term, at) => !isRule(term, at)) };
}

/**
 * Which promise holds for the way people will answer from an address that is printed or sent: over plain http browsers cannot make a
 * credential themselves, and nobody may be told that they do.
 */
export function promiseKind(baseUrl: string): 'strong' | 'plain' {
  return isSecureAddress(baseUrl) ? 'strong' : 'plain';
}

/** A term as HTML, with everything escaped except the emphasis. */
export function emphasised(term: string): string {
  return escapeHtml(term).replace(/&lt;(\/?)b&gt;/g, '<$1b>');
}
