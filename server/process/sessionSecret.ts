/** The secret that signs session cookies: SESSION_SECRET, or one made at the first start and stored in KEY_DIR. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

export function sessionSecret({ sessionSecret: given, keyDir }: Config): string {
  if (given) return given;
  const file = join(keyDir, 'session-secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
