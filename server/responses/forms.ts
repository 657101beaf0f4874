/** What the answering pages send: JSON from the script, or form fields `i.<item>`, `d.<demographic>`, `o.<open question>`, `l.<place>`. */
import { z } from 'zod';
import { base64Bytes } from '../http/formFields.ts';
import type { Part } from './presentAnswering.ts';

/** A malformed credential is refused like a forged one. */
export const credentialBody = z.object({
  unit: z.string().max(100),
  message: base64Bytes,
  signature: base64Bytes,
});

export const answersBody = z.object({
  items: z.record(z.string(), z.union([z.number(), z.literal('notApplicable')])),
  demographics: z.record(z.string(), z.string().max(100)).default({}),
  openAnswers: z.record(z.string(), z.string().max(20_000)).default({}),
  local: z.record(z.string(), z.union([z.number(), z.literal('notApplicable')])).optional(),
});

export const answersForm = z.object({
  code: z.string().max(500).default(''),
  nonce: z.string().max(100).default(''),
  /** The step that the page showed; absent when the form comes from the promise. */
  step: z.coerce.number().int().min(0).max(1000).optional(),
  go: z.enum(['next', 'back', 'send', 'review']).default('next'),
  /** The number of a statement left blank, chosen on the page before sending. */
  to: z.coerce.number().int().min(1).max(10_000).optional(),
  /** Whether that page was seen, so that the other pages have a link back to it. */
  reviewed: z.literal('yes').optional(),
});
export type AnswersForm = z.infer<typeof answersForm>;

/** Names of the fields of a part. */
export function fieldsOf(part: Part): string[] {
  if (part.kind === 'items') return part.items.map(({ id }) => `${part.local ? 'l' : 'i'}.${id}`);
  return part.questions.map(({ id }) => `${part.kind === 'open' ? 'o' : 'd'}.${id}`);
}

/** The answers in a form, by field name; everything that is not a field of these parts is left out. */
export function readValues(body: unknown, parts: readonly Part[]): Record<string, string> {
  const sent = (body ?? {}) as Record<string, unknown>;
  const entries = parts.flatMap(fieldsOf).flatMap((name) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
