/** Makes invitation codes, and the hash that is the only form in which they are stored. */
import { hash, randomBytes } from 'node:crypto';
import { checkLetter, codeAlphabet, randomLetters, readCode } from './codeText.ts';

/** A fresh code, in the form that `hashCode` and `writeCode` take. */
export function newCode(): string {
  const letters = Array.from(randomBytes(randomLetters), (byte) => codeAlphabet[byte & 31]).join('');
  return letters + checkLetter(letters);
}

export function hashCode(code: string): string {
  return hash('sha256', code, 'hex');
}

/** The hash to look up for what was typed. A malformed code costs the same work and finds nothing. */
export function hashTyped(typed: unknown): string {
  const code = typeof typed === 'string' ? readCode(typed) : null;
  return hashCode(code ?? 'malformed');
}
