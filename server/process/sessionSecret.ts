/** The secret that signs session cookies: SESSION_SECRET, or one made at the first start and stored in KEY_DIR. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { createFile, replaceFile } from '../wholeFile.ts';

const secretBytes = 32;

export function sessionSecret({ sessionSecret: given, keyDir }: Config): string {
  if (given) return given;
  const file = join(keyDir, 'session-secret');
  const made = randomBytes(secretBytes).toString('base64url');
  if (createFile(file, made)) return made;
  const stored = readFileSync(file, 'utf8').trim();
  if (stored !== '') return stored;
  // Earlier versions left it empty on a full disk; an empty secret would sign nothing.
  replaceFile(file, made);
  return made;
}
