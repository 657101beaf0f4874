/** The forms of a coding: who codes which question, and what somebody noted of a page of comments. */
import { z } from 'zod';
import { codeOrNone } from '../../http/formFields.ts';
import type { Noted } from './changeCoding.ts';

export const beginForm = z
  .object({
    question: codeOrNone(),
    instrument: codeOrNone(),
    first: codeOrNone(),
    second: codeOrNone(),
  })
  .refine(({ first, second }) => first !== second, { path: ['second'], error: 'comments:coding.errors.two' });

/** The value of a comment that speaks of none of the dimensions; one without any mark is left for later. */
export const noDimension = 'none';
export const markField = (comment: string) => `mark-${comment}`;

/** What a page of marks says, by id of the comment. */
export function readMarks(
  body: Record<string, unknown>,
  comments: readonly string[],
  dimensions: readonly string[],
): Noted {
  return new Map(
    comments.flatMap((id) => {
      const chosen = [body[markField(id)] ?? []].flat().map(String);
      const named = dimensions.filter((dimension) => chosen.includes(dimension));
      return named.length > 0 || chosen.includes(noDimension) ? [[id, named] as const] : [];
    }),
  );
}
