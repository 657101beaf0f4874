/**
 * The keys of suggestions, in `KEY_DIR/suggestion-keys` and so in no backup of the store: one opens what was sent, one opens the
 * threads, one signs receipts. They are made when somebody first needs them; of several processes the first one's count. Renewed ones
 * (`renewKeys`) are noticed by running servers; what the keys before opened can be opened until it is sealed anew.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createFile, replaceFile } from '../wholeFile.ts';

const makePair = promisify(generateKeyPair);
const modulusLength = 3072;

const fileSchema = z.strictObject({
  intake: z.base64(),
  receipts: z.base64(),
  threads: z.base64(),
  /** The keys before: of parcels on their way, and of threads until all of them are under the new one. */
  earlier: z.array(z.strictObject({ intake: z.base64(), threads: z.base64().nullable() })).default([]),
});
type KeysFile = z.infer<typeof fileSchema>;

export interface SuggestionKeys {
  /** Opens parcels; its public half is SPKI (DER, base64). */
  intake: KeyObject;
  intakePublic: string;
  receipts: KeyObject;
  receiptsPublic: string;
  threads: Uint8Array<ArrayBuffer>;
  /** The latest first. */
  earlier: { intake: KeyObject; threads: Uint8Array<ArrayBuffer> | null }[];
}

/** Every key that may open a thread, the present one first. */
export const threadKeys = ({ threads, earlier }: SuggestionKeys): Uint8Array<ArrayBuffer>[] => [
  threads,
  ...earlier.flatMap((one) => one.threads ?? []),
];

const fileOf = (keyDir: string) => join(keyDir, 'suggestion-keys');
const known = new Map<string, { state: string; keys: Promise<SuggestionKeys> }>();

export function suggestionKeys(keyDir: string): Promise<SuggestionKeys> {
  const state = stateOf(fileOf(keyDir));
  const found = known.get(keyDir);
  if (found && state !== '' && (found.state === state || found.state === '')) {
    found.state = state;
    return found.keys;
  }
  const keys = readOrMake(fileOf(keyDir));
  known.set(keyDir, { state, keys });
  // A disk that was full or a folder that was not there yet is tried again.
  keys.catch(() => known.delete(keyDir));
  return keys;
}

/** Changes when the file is replaced; '' while there is none. */
function stateOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : '';
}

/** What is in the file; null where no suggestion was ever sent. */
export function readKeysFile(keyDir: string): KeysFile | null {
  const stored = read(fileOf(keyDir));
  return stored === null ? null : fileSchema.parse(JSON.parse(stored));
}

/** The new file takes the place of the old one at once. */
export function replaceKeysFile(keyDir: string, content: KeysFile): void {
  replaceFile(fileOf(keyDir), JSON.stringify(content));
}

/** A new key for parcels and one for threads; receipts are signed with the same key, or older ones would prove nothing. */
export async function makeReviewKeys(): Promise<Pick<KeysFile, 'intake' | 'threads'>> {
  const { privateKey } = await makePair('rsa', { modulusLength, publicExponent: 65537 });
  return { intake: secretOf(privateKey), threads: randomBytes(32).toString('base64') };
}

async function readOrMake(file: string): Promise<SuggestionKeys> {
  const stored = read(file) ?? (await make(file));
  const { intake, receipts, threads, earlier } = fileSchema.parse(JSON.parse(stored));
  const [opens, signs] = [privateKey(intake), privateKey(receipts)];
  return {
    intake: opens,
    intakePublic: publicOf(opens),
    receipts: signs,
    receiptsPublic: publicOf(signs),
    threads: bytesOf(threads),
    earlier: earlier.map((one) => ({
      intake: privateKey(one.intake),
      threads: one.threads === null ? null : bytesOf(one.threads),
    })),
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
  const receipts = await makePair('ed25519');
  const written = JSON.stringify({
    receipts: secretOf(receipts.privateKey),
    ...(await makeReviewKeys()),
  });
  return createFile(file, written) ? written : readFileSync(file, 'utf8');
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const secretOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const publicOf = (key: KeyObject) =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
const privateKey = (der: string) =>
  createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
