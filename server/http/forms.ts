/** Reading a posted form with zod: issues carry locale keys as messages and become errors beside their fields. */
import { z } from 'zod';
import { BadRequest } from './httpErrors.ts';

export interface FieldError {
  /** Name of the form field, such as `headcount`. */
  field: string;
  /** Locale key with its values. */
  message: string;
  values?: Record<string, unknown>;
}

export type FormResult<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

/** Messages given to zod must be locale keys; zod's own are replaced by `errors:field`. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): FormResult<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: /^[\w-]+:[\w.]+$/.test(issue.message) ? issue.message : 'errors:field',
  }));
  return { ok: false, errors };
}

/** What a script or a page of ours sends, which nobody types: anything else is no question. @throws BadRequest */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest();
  return parsed.data;
}

/** The text of a file that travels with its preview, to be read again when it is confirmed. */
export const previewedFile = z.object({ content: z.string(), fileName: z.string().max(255) });
