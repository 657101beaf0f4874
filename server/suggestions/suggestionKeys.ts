/**
 * The keys of suggestions, in `KEY_DIR/suggestion-keys` and so in no backup of the store: one opens what was sent, one opens the
 * threads, one signs receipts. They are made when somebody first needs them; of several processes the first one's count.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const makePair = promisify(generateKeyPair);
const modulusLength = 3072;

const fileSchema = z.strictObject({ intake: z.base64(), receipts: z.base64(), threads: z.base64() });

export interface SuggestionKeys {
  /** Opens parcels; its public half is SPKI (DER, base64). */
  intake: KeyObject;
  intakePublic: string;
  receipts: KeyObject;
  receiptsPublic: string;
  threads: Uint8Array<ArrayBuffer>;
}

const known = new Map<string, Promise<SuggestionKeys>>();

export function suggestionKeys(keyDir: string): Promise<SuggestionKeys> {
  const keys = known.get(keyDir) ?? readOrMake(join(keyDir, 'suggestion-keys'));
  known.set(keyDir, keys);
  // A disk that was full or a folder that was not there yet is tried again.
  keys.catch(() => known.delete(keyDir));
  return keys;
}

async function readOrMake(file: string): Promise<SuggestionKeys> {
  const stored = read(file) ?? (await make(file));
  const { intake, receipts, threads } = fileSchema.parse(JSON.parse(stored));
  const [opens, signs] = [privateKey(intake), privateKey(receipts)];
  return {
    intake: opens,
    intakePublic: publicOf(opens),
    receipts: signs,
    receiptsPublic: publicOf(signs),
    threads: new Uint8Array(Buffer.from(threads, 'base64')),
  };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function make(file: string): Promise<string> {
  const intake = await makePair('rsa', { modulusLength, publicExponent: 65537 });
  const receipts = await makePair('ed25519');
  const written = JSON.stringify({
    intake: secretOf(intake.privateKey),
    receipts: secretOf(receipts.privateKey),
    threads: randomBytes(32).toString('base64'),
  });
  try {
    writeFileSync(file, written, { mode: 0o600, flag: 'wx' });
    return written;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8');
    throw error;
  }
}

const secretOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const publicOf = (key: KeyObject) =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
const privateKey = (der: string) =>
  createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
