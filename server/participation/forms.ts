/** What the answering pages send about a code, as JSON. */
import { z } from 'zod';

export const codeBody = z.object({ code: z.string().max(500) });

const base64 = z
  .string()
  .max(2000)
  .transform((text) => Buffer.from(text, 'base64'));

export const signatureBody = codeBody.extend({ blinded: base64 });
