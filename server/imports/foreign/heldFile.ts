/**
 * An uploaded file of answers waits between the steps of its import on the disk, encrypted under a key that only the page of whoever sent
 * it carries: the server alone cannot read it, nor can a backup. It is deleted when it was imported, or after two hours.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hourMs } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';

export interface HeldFile {
  /** Begins with the time at which it was sent. */
  id: string;
  /** Base64. */
  key: string;
}

const heldMs = 2 * hourMs;
const idPattern = /^(\d{1,16})-[\w-]{1,64}$/;
const [nonceBytes, tagBytes] = [12, 16];
const folderOf = (dataDir: string) => join(dataDir, 'held-answers');
/** While it is imported. */
const claimed = '.claimed';

export function holdFile(bytes: Buffer, dataDir: string, now: Date): HeldFile {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOldFiles(dataDir, now);
  const id = `${now.getTime()}-${randomId(12)}`;
  const key = randomBytes(32);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  try {
    writeFileSync(join(folder, id), Buffer.concat([nonce, cipher.getAuthTag(), sealed]), { mode: 0o600 });
  } catch (error) {
    // The part that found room on a full disk.
    rmSync(join(folder, id), { force: true });
    throw error;
  }
  // A process that ends before leaves it to the next file that is sent.
  setTimeout(() => rmSync(join(folder, id), { force: true }), heldMs).unref();
  return { id, key: key.toString('base64') };
}

/** Null where it is not there any more. */
export function heldBytes({ id, key }: HeldFile, dataDir: string, now: Date): Buffer | null {
  removeOldFiles(dataDir, now);
  if (!idPattern.test(id)) return null;
  const read = ifThere(() => readFileSync(join(folderOf(dataDir), id)));
  if (!read) return null;
  const start = nonceBytes + tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), read.subarray(0, nonceBytes));
  decipher.setAuthTag(read.subarray(nonceBytes, start));
  return Buffer.concat([decipher.update(read.subarray(start)), decipher.final()]);
}

/** Of two who import one file at once the second is told false. */
export function claimFile({ id }: HeldFile, dataDir: string): boolean {
  const file = join(folderOf(dataDir), id);
  const isOurs = ifThere(() => {
    renameSync(file, file + claimed);
    return true;
  });
  return isOurs ?? false;
}

/** After its import: away with it, or back where it was. */
export function endClaim({ id }: HeldFile, dataDir: string, isImported: boolean): void {
  const file = join(folderOf(dataDir), id);
  if (isImported) rmSync(file + claimed, { force: true });
  else ifThere(() => renameSync(file + claimed, file));
}

function removeOldFiles(dataDir: string, now: Date): void {
  const folder = folderOf(dataDir);
  for (const name of ifThere(() => readdirSync(folder)) ?? []) {
    const sentAt = Number(idPattern.exec(name.replace(claimed, ''))?.[1] ?? 0);
    if (now.getTime() - sentAt > heldMs) rmSync(join(folder, name), { force: true });
  }
}

function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
