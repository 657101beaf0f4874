/** What is known of a wave's open data before anybody downloads it: summary, checksum, codebook. */
import { createHash } from 'node:crypto';
import type { Wave } from '../../waves/wave.ts';
import { codebook } from './codebook.ts';
import { type OpenData, openData } from './openData.ts';

export interface OpenDataFiles extends OpenData {
  /** SHA-256 (hex) of the file. */
  sha256: string;
  bytes: number;
  codebook: ReturnType<typeof codebook>;
}

/** A released wave never changes again, so one making serves a process for good. Failures are not kept. */
const made = new Map<string, Promise<OpenDataFiles>>();

/** @throws CannotAnonymise */
export function openDataFiles(wave: Wave): Promise<OpenDataFiles> {
  if (wave.state !== 'released' || wave.purgedAt) made.delete(wave._id);
  const known = made.get(wave._id);
  if (known) return known;
  const making = make(wave);
  made.set(wave._id, making);
  making.catch(() => made.delete(wave._id));
  return making;
}

async function make(wave: Wave): Promise<OpenDataFiles> {
  const data = await openData(wave);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of data.pieces()) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  const sha256 = hash.digest('hex');
  return { ...data, sha256, bytes, codebook: codebook(wave, data.summary, sha256) };
}
