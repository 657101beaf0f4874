/** Whether a new password is refused, and why. A long line of unrelated words is as good as signs that nobody remembers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { key } from '../../i18n/text.ts';
import { projectRoot } from '../../projectRoot.ts';
import { guessWork } from './guessWork.ts';

/** In characters, as a person counts them. */
export const minPasswordLength = 12;
export const maxPasswordLength = 200;

/** Four listed words, or eight letters that belong to none: two thousand words to the power of four are 44 bits, behind a limit of eight tries. */
const minGuessWork = 8;

const longestOneWord = 9;

/** Nothing but digits and signs, or one short word among them, listed or not. */
function isOneWord(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length <= 1 && (words[0] ?? '').length <= longestOneWord;
}

export type Weakness = 'length' | 'common';

/** @param about username and name of the person, which do not count; null when the password may be used */
export function weaknessOf(password: string, about: readonly string[]): Weakness | null {
  const { length } = [...password.normalize('NFKC')];
  if (length < minPasswordLength || length > maxPasswordLength) return 'length';
  const own = new Set(about.flatMap(wordsOf));
  const isGuessed =
    isOneWord(key(password)) || guessWork(password, { words: commonWords(), own }) < minGuessWork;
  return isGuessed ? 'common' : null;
}

/** The parts of a name or a username, each alone and all together. */
function wordsOf(name: string): string[] {
  const parts = name.split(/[^\p{L}\p{M}\u200c]+/u);
  return [name, ...parts].map(key).filter((word) => word.length >= 3);
}

let listed: ReadonlySet<string> | undefined;

/** Read with the first password that is set. */
function commonWords(): ReadonlySet<string> {
  listed ??= readCommonWords();
  return listed;
}

function readCommonWords(): ReadonlySet<string> {
  const file = join(projectRoot, 'server/accounts/passwordRules/commonPasswords.txt');
  const lines = readFileSync(file, 'utf8').split('\n');
  const words = lines.filter((line) => !line.startsWith('#')).flatMap((line) => line.split(/\s+/));
  return new Set(words.map(key).filter((word) => word.length >= 3));
}
