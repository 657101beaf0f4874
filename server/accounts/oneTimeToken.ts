/** Tokens of one-time links: 160 random bits go to the person, only their hash is stored. */
import { createHash } from 'node:crypto';
import { randomId } from '../database/randomId.ts';

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function newToken(): { token: string; tokenHash: string } {
  const token = randomId(32);
  return { token, tokenHash: hashToken(token) };
}
