/**
 * The words that open a wave's results to its employees: three plain words, the same for all of them. They are shown after sending, to
 * whoever holds a code of the wave, to managers and on what administrators print; a sign-in would be a list of who read.
 */
import { randomInt } from 'node:crypto';
import { key } from '../i18n/text.ts';
import { type Audience, goBeyondManagers, openTo } from './audience.ts';
import { plainWords } from './plainWords.ts';
import type { Wave } from './wave.ts';

const count = 3;

/** Three of 229 words, joined by hyphens: 12 million possibilities, of which one address may try sixty an hour, then one a second. */
export function makeResultsWords(): string {
  return Array.from({ length: count }, () => plainWords[randomInt(plainWords.length)]).join('-');
}

/** What a launch or a release stores: words where employees are among the audiences, the same ones for good. */
export function resultsWordsFor(
  wave: Pick<Wave, 'resultsWords'>,
  audiences: readonly Audience[],
): string | null {
  return wave.resultsWords ?? (audiences.includes('employees') ? makeResultsWords() : null);
}

/** How people without an account reach the results: with these words, or, where they are '', by the address alone. */
export interface ResultsWay {
  audience: 'employees' | 'public';
  words: string;
  /** Whether the page is open already. */
  isOpen: boolean;
}

/** Of those who can read them now; before a release beyond managers, of those who will. Null where nobody does. */
export function resultsWay(
  wave: Pick<Wave, 'state' | 'releasedTo' | 'audiences' | 'resultsWords'>,
): ResultsWay | null {
  const isOpen = openTo(wave) !== 'nobody';
  const reached = isOpen ? wave.releasedTo : wave.audiences;
  if (!goBeyondManagers(reached)) return null;
  if (reached.includes('public')) return { audience: 'public', words: '', isOpen };
  return wave.resultsWords ? { audience: 'employees', words: wave.resultsWords, isOpen } : null;
}

/** Whether the typed words are those of the wave, however they were joined and whichever keyboard wrote them. */
export function areResultsWords(typed: string, words: string): boolean {
  return folded(typed) === folded(words);
}

function folded(text: string): string {
  return key(text).replace(/[^\p{L}]+/gu, '');
}
