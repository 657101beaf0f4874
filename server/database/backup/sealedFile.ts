/**
 * A backup in one encrypted file (libsodium's secretstream, XChaCha20-Poly1305). Its key is made for this file and stands at its head,
 * sealed to the public key of backups; whoever writes the file still has it in memory, and can read back what was written.
 */
import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import sodium from 'sodium-native';
import type { BackupKeys } from './backupKeys.ts';
import { BackupError } from './manifest.ts';

const head = Buffer.from('farhangsanj backup 1\n');
const pieceBytes = 64 * 1024;
const {
  crypto_secretstream_xchacha20poly1305_KEYBYTES: keyBytes,
  crypto_secretstream_xchacha20poly1305_HEADERBYTES: headerBytes,
  crypto_secretstream_xchacha20poly1305_STATEBYTES: stateBytes,
  crypto_secretstream_xchacha20poly1305_ABYTES: tagBytes,
  crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: ordinary,
  crypto_secretstream_xchacha20poly1305_TAG_FINAL: last,
} = sodium;
const sealedKeyBytes = keyBytes + sodium.crypto_box_SEALBYTES;

export function makeStreamKey(): Buffer {
  const key = Buffer.alloc(keyBytes);
  sodium.crypto_secretstream_xchacha20poly1305_keygen(key);
  return key;
}

export interface Sealing {
  publicKey: Buffer;
  streamKey: Buffer;
}

/** Writes a new file; what fails half-way is the caller's to remove. */
export async function sealInto(
  path: string,
  plain: AsyncIterable<Buffer>,
  { publicKey, streamKey }: Sealing,
): Promise<void> {
  async function* sealed(): AsyncGenerator<Buffer> {
    const sealedKey = Buffer.alloc(sealedKeyBytes);
    sodium.crypto_box_seal(sealedKey, streamKey, publicKey);
    const state = Buffer.alloc(stateBytes);
    const header = Buffer.alloc(headerBytes);
    sodium.crypto_secretstream_xchacha20poly1305_init_push(state, header, streamKey);
    yield Buffer.concat([head, sealedKey, header]);
    const push = (piece: Buffer, tag: number) => {
      const cipher = Buffer.alloc(piece.length + tagBytes);
      sodium.crypto_secretstream_xchacha20poly1305_push(state, cipher, piece, null, tag);
      return cipher;
    };
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of plain) {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      for (; rest.length > pieceBytes; rest = rest.subarray(pieceBytes))
        yield push(rest.subarray(0, pieceBytes), ordinary);
    }
    // A file cut short at a piece's edge is found out by the missing last one.
    yield push(rest, last);
  }
  await pipeline(sealed, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
}

/** What was sealed, piece by piece, each checked. @throws BackupError for another file, another key or a damaged piece */
export async function* openSealed(
  path: string,
  keys: BackupKeys | { streamKey: Buffer },
): AsyncGenerator<Buffer> {
  await using file = await open(path, 'r');
  const start = await readUpTo(file, head.length + sealedKeyBytes + headerBytes);
  if (
    !start.subarray(0, head.length).equals(head) ||
    start.length < head.length + sealedKeyBytes + headerBytes
  )
    throw new BackupError(`${path} is no encrypted backup`);
  const streamKey =
    'streamKey' in keys ? keys.streamKey : openKey(path, start.subarray(head.length, -headerBytes), keys);
  const state = Buffer.alloc(stateBytes);
  sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, start.subarray(-headerBytes), streamKey);
  const tag = Buffer.alloc(1);
  for (;;) {
    const cipher = await readUpTo(file, pieceBytes + tagBytes);
    if (cipher.length < tagBytes) throw new BackupError(`${path} is cut short`);
    const plain = Buffer.alloc(cipher.length - tagBytes);
    try {
      sodium.crypto_secretstream_xchacha20poly1305_pull(state, plain, tag, cipher, null);
    } catch {
      throw new BackupError(`${path} is damaged`);
    }
    yield plain;
    if (tag[0] === last) break;
  }
  if ((await readUpTo(file, 1)).length > 0) throw new BackupError(`${path} goes on after its end`);
}

function openKey(path: string, sealedKey: Buffer, { publicKey, secretKey }: BackupKeys): Buffer {
  const key = Buffer.alloc(keyBytes);
  if (!sodium.crypto_box_seal_open(key, sealedKey, publicKey, secretKey))
    throw new BackupError(`${path} was encrypted for another key`);
  return key;
}

async function readUpTo(file: FileHandle, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(count);
  let at = 0;
  while (at < count) {
    const { bytesRead } = await file.read(buffer, at, count - at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return buffer.subarray(0, at);
}
