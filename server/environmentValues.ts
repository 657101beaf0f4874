/** How single values of the environment are checked and read, each with the words that say what was expected. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

export const folder = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((path) => resolve(path));

/** A whole number within a range. */
export function whole(min: number, max: number, fallback: number) {
  const expected = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected).default(fallback);
}

/** What express accepts as trusted proxies: their number, or their addresses and networks. */
export function isProxies(text: string): boolean {
  if (/^(\d+|true|false|)$/.test(text)) return true;
  const known = ['loopback', 'linklocal', 'uniquelocal'];
  return text.split(',').every((part) => {
    const [address = '', prefix = '0', ...more] = part.trim().split('/');
    if (known.includes(part.trim())) return true;
    const bits = isIP(address) === 4 ? 32 : 128;
    return isIP(address) > 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits && more.length === 0;
  });
}

/** A regular expression, or nothing. */
export const pattern = z
  .string()
  .optional()
  .refine((text) => {
    try {
      return text === undefined || Boolean(new RegExp(text, 'u'));
    } catch {
      return false;
    }
  }, 'is no regular expression');

export function readHeaders(text: string, context: z.RefinementCtx): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON such as {"Authorization": "…"}' });
    return z.NEVER;
  }
}

/** The public part of the key that backups are encrypted to; `database/backup/backupKeys.ts` makes it. */
export const publicKeyText = /^farhangsanj-backup-public-[A-Za-z0-9_-]{43}$/;
