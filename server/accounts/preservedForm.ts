/**
 * Preserves a long form whose sender's session ended while they were typing: the sign-in page carries what they posted, sealed, and
 * after signing in again the request goes on as if nothing had happened. The server stores none of it, and the page shows none of it.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isTokenValid } from '../http/csrf.ts';
import { type Role, roles } from './account.ts';

/** Which posts a feature wants kept, by the beginning of their address, and the role that sends them. */
export interface PreservedForms {
  pathPrefix: string;
  role: Role;
}

const preservedFormSchema = z.object({
  path: z.string(),
  role: z.enum(roles),
  body: z.record(z.string(), z.string()),
});
export type PreservedForm = z.infer<typeof preservedFormSchema>;

const nonceBytes = 12;
const tagBytes = 16;

/** @param show renders the sign-in page with the sealed form in it */
export function preserveForms(
  secret: string,
  preserved: readonly PreservedForms[],
  show: (...handler: [...Parameters<RequestHandler>, sealed: string]) => void,
): RequestHandler {
  return (req, res, next) => {
    const found = preserved.find(
      ({ pathPrefix }) => req.method === 'POST' && (req.baseUrl + req.path).startsWith(pathPrefix),
    );
    if (!found || (req.user && isTokenValid(req)) || !isFromOurPages(req)) return next();
    const sent = Object.entries((req.body ?? {}) as Record<string, unknown>);
    const body = sent.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    if (body.every(([name]) => name === '_csrf')) return next();
    const form = { path: req.path, role: found.role, body: Object.fromEntries(body) };
    show(req, res, next, sealForm(form, secret));
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
  const sealed = Buffer.concat([cipher.update(JSON.stringify(form)), cipher.final()]);
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
    return preservedFormSchema.parse(JSON.parse(text.toString()));
  } catch {
    return null;
  }
}

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'kept form', 32));
