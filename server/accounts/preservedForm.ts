/**
 * Preserves a form whose sender's session ended while they were typing: the sign-in page carries what they posted, sealed, and after
 * signing in again the request goes on as if nothing had happened. The server stores none of it, and the page shows none of it.
 */
import { createHmac } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { formOwnerOf, isTokenValid } from '../http/csrf.ts';
import { maxBodyBytes } from '../http/readJson.ts';
import { seal, unseal } from '../http/sealed.ts';

const preservedFormSchema = z.object({
  path: z.string(),
  /** Only the account that began it may go on. */
  owner: z.string(),
  body: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});
export type PreservedForm = z.infer<typeof preservedFormSchema>;

/** Names an account in its forms, so that they are known to be its own after the session has ended. */
export const formOwner = (accountId: string, secret: string): string =>
  createHmac('sha256', secret).update(`form owner ${accountId}`).digest('base64url').slice(0, 22);

/** What must come back within the limit on bodies, with the rest of the sign-in form. */
const maxSealedLength = maxBodyBytes - 8192;

/** @param show renders the sign-in page with the sealed form in it */
export function preserveForms(
  secret: string,
  show: (...handler: [...Parameters<RequestHandler>, sealed: string]) => void,
): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST' || (req.user && isTokenValid(req)) || !isFromOurPages(req)) return next();
    const sealed = sealRequest(req, formOwnerOf(req), secret);
    // A button alone is pressed again.
    if (!sealed || Object.keys(req.body ?? {}).length < 2) return next();
    show(req, res, next, sealed);
  };
}

/** What was posted, to be carried out later for its owner; null for what cannot be carried: a password is typed again. */
export function sealRequest(req: Request, owner: string, secret: string): string | null {
  const { _csrf, ...body } = (req.body ?? {}) as Record<string, string | string[]>;
  if (!owner || Object.keys(body).some((name) => /pass(word|phrase)/i.test(name))) return null;
  const sealed = sealForm({ path: req.url, owner, body }, secret);
  return sealed.length > maxSealedLength ? null : sealed;
}

/** Otherwise another site could plant a form that is carried out once its visitor signs in. A browser that does not say where the form comes from is refused. */
function isFromOurPages(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = req.get('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === req.get('host');
}

const purpose = 'kept form';

export const sealForm = (form: PreservedForm, secret: string): string => seal(form, secret, purpose);

/** null for anything that this server did not seal. */
export function openForm(sealed: string, secret: string): PreservedForm | null {
  return preservedFormSchema.safeParse(unseal(sealed, secret, purpose)).data ?? null;
}
