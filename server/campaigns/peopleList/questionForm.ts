/**
 * The answer to what columns with unknown headings are: fields `column-2` and so on, beside the file, which comes again because nothing of
 * a list is kept before it can be read.
 */
import { z } from 'zod';
import type { ColumnAnswers } from '../../participation/peopleList/unreadContacts.ts';

export const columnAnswers = ['mobile', 'email', 'ignored'] as const;
const answer = z.enum(columnAnswers);
const nameOfField = /^column-(\d{1,4})$/;

export const questionForm = z.record(z.string(), z.unknown()).transform((fields) => {
  const answers = Object.entries(fields).flatMap(([name, value]) => {
    const column = nameOfField.exec(name)?.[1];
    const read = answer.safeParse(value);
    return column !== undefined && read.success ? [[Number(column), read.data] as const] : [];
  });
  /** The list that stopped with the question. */
  const instead = typeof fields.instead === 'string' ? fields.instead : '';
  return { answers: new Map(answers) satisfies ColumnAnswers, instead };
});
