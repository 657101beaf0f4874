/** What the answering pages send about a code, as JSON. */
import { z } from 'zod';
import { base64Bytes } from '../http/formFields.ts';

export const codeBody = z.object({ code: z.string().max(500) });

export const signatureBody = codeBody.extend({ blinded: base64Bytes });
