/**
 * Preserves a form whose sender's session ended while they were typing: the sign-in page carries what they posted, sealed, and after
 * signing in again the request goes on as if nothing had happened. The server stores none of it, and the page shows none of it.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { formOwnerOf, isTokenValid } from '../http/csrf.ts';
import { maxBodyBytes } from '../http/readJson.ts';

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
const nonceBytes = 12;
const tagBytes = 16;

/** @param show renders the sign-in page with the sealed form in it */
export function preserveForms(
  secret: string,
  show: (...handler: [...Parameters<RequestHandler>, sealed: string]) => void,
): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST' || (req.user && isTokenValid(req)) || !isFromOurPages(req)) return next();
    const owner = formOwnerOf(req);
    const { _csrf, ...body } = (req.body ?? {}) as Record<string, string | string[]>;
    const names = Object.keys(body);
    // A button alone is pressed again, and a password is typed again rather than carried about.
    if (!owner || !names.length || names.some((name) => /pass(word|phrase)/i.test(name))) return next();
    const sealed = sealForm({ path: req.url, owner, body }, secret);
    if (sealed.length > maxSealedLength) return next();
    show(req, res, next, sealed);
  };
}

/** Otherwise another site could plant a form that is carried out once its visitor signs in. A browser that does not say where the form comes from is refused. */
function isFromOurPages(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = req.get('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === req.get('host');
}

export function sealForm(form: PreservedForm, secret: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(form))), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** null for anything that this server did not seal. */
export function openForm(sealed: string, secret: string): PreservedForm | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return preservedFormSchema.parse(JSON.parse(inflateRawSync(text).toString()));
  } catch {
    return null;
  }
}

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'kept form', 32));
