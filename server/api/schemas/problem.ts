/** Problem details (RFC 9457), and what a token says of itself. */
import { z } from 'zod';
import { tokenRoles } from '../tokens/apiToken.ts';
import { instant } from './basics.ts';

export const problem = z
  .strictObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

export const self = z
  .strictObject({
    version: z.literal(1),
    name: z.string(),
    role: z.enum(tokenRoles),
    offices: z.array(z.string()),
    mayWrite: z.boolean(),
    expiresAt: instant,
    openapi: z.string(),
    reference: z.string(),
  })
  .meta({ id: 'Self' });
