/** What is posted to the pages of suggestions. Messages are locale keys. */
import { z } from 'zod';
import { maxMessages } from './sealing/codeKeys.ts';
import { itemBytes } from './sealing/sealItem.ts';
import { maxTextLength, sentText } from './sealing/sealText.ts';
import { topics } from './topics.ts';

const minTextLength = 10;

const textOf = (missing: string, min: number) =>
  z
    .string(missing)
    .default('')
    .transform(sentText)
    .pipe(z.string().min(min, missing).max(maxTextLength, 'suggestions:errors.tooLong'));

const tick = z
  .string()
  .optional()
  .catch(undefined)
  .transform((value) => value === 'yes');

/** @param offices codes that may be written to */
export const writtenForm = (offices: readonly string[]) =>
  z.object({
    office: z
      .string('suggestions:errors.office')
      .default('')
      .refine((code) => offices.includes(code), 'suggestions:errors.office'),
    topic: z.enum(topics, 'suggestions:errors.topic'),
    text: textOf('suggestions:errors.text', minTextLength),
    mayPublish: tick,
  });

/** The second page without script: the code that it showed, and the code typed again or said to be on paper. */
export const confirmForm = z.object({
  code: z.string().max(600).catch(''),
  again: z.string().max(600).catch(''),
  printed: tick,
});

export const codeForm = z.object({ code: z.string().max(600).catch('') });
export const messageForm = z.object({
  text: textOf('suggestions:errors.message', 2),
  place: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxMessages - 1)
    .catch(1),
});
export const receiptForm = z.object({
  receipt: z.string().max(4000).catch(''),
  text: z.string().max(4000).catch(''),
});

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const token = z.base64().length(44);

export const itemBody = z.object({
  id: digest,
  sealed: z.base64().length(4 * Math.ceil(itemBytes / 3)),
  commitment: digest,
  work: z.number().int(),
});
export const tokensBody = z.object({ thread: token, messages: z.array(token).length(maxMessages) });
