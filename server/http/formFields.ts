/** Fields that many forms and addresses have: texts, whole numbers and codes as people type them. Messages are locale keys. */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';

/** What reading a text gives: a value, or the locale key of what is wrong with it. */
export type ReadResult<T> = { value: T } | { problem: string };

/** A field that a function of the feature reads, without spaces around what was typed. */
export const readBy = <T>(read: (typed: string) => ReadResult<T>) =>
  z.string().transform((typed, context) => {
    const result = read(typed.trim());
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', message: result.problem });
    return z.NEVER;
  });

/** A whole number in digits of any script. */
export const readWhole =
  (min: number, max: number, problem: string) =>
  (typed: string): ReadResult<number> => {
    const value = parseNumber(typed);
    const fits = value !== null && Number.isInteger(value) && value >= min && value <= max;
    return fits ? { value } : { problem };
  };
export const wholeNumber = (min: number, max: number, problem: string) =>
  readBy(readWhole(min, max, problem));

/** A text that may be empty. */
export const textUpTo = (maxLength: number, tooLong: string) =>
  z.string().transform(clean).pipe(z.string().max(maxLength, tooLong));

/** A text of which one sentence says how long it must be. */
export const textBetween = (minLength: number, maxLength: number, message: string) =>
  z.string(message).transform(clean).pipe(z.string().min(minLength, message).max(maxLength, message));

/** A code or an id in an address; what can be none is taken as if it were not there. */
export const codeOrNone = (maxLength = 64) => z.string().max(maxLength).catch('');

/** Bytes that a script of ours sends. */
export const base64Bytes = z
  .string()
  .max(2000)
  .transform((text) => Buffer.from(text, 'base64'));
