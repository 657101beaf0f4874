/** What is known of a wave's open data before anybody downloads it: summary, checksum, codebook; and how far its making is. */
import { createHash } from 'node:crypto';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import type { Wave } from '../waves/wave.ts';
import { codebook } from './codebook.ts';
import { type OpenData, openData } from './openData.ts';

export interface OpenDataFiles extends OpenData {
  /** SHA-256 (hex) of the file. */
  sha256: string;
  bytes: number;
  codebook: ReturnType<typeof codebook>;
}

/** Responses gone through, of those that have to be; each is gone through twice. */
export interface MakingProgress {
  done: number;
  total: number;
}

interface CachedFiles extends MakingProgress {
  files: Promise<OpenDataFiles>;
  settled: boolean;
}

/**
 * A released wave never changes again, so one making serves a process for good, also one that found that nothing can be
 * published. Other failures are not kept, nor that a wave is not released yet.
 */
const made = new Map<string, CachedFiles>();

/** So many responses are read while somebody waits for a page. */
const maxAwaitedResponses = 50_000;

/** @throws CannotAnonymise */
export function openDataFiles(wave: Wave): Promise<OpenDataFiles> {
  return madeOf(wave).files;
}

/** The files, or how far they are when that takes longer than a page may. @throws CannotAnonymise */
export async function openDataFilesOrProgress(wave: Wave): Promise<OpenDataFiles | MakingProgress> {
  const { files, settled, done, total } = madeOf(wave);
  return settled || wave.count.counted <= maxAwaitedResponses ? files : { done, total };
}

function madeOf(wave: Wave): CachedFiles {
  if (wave.state !== 'released' || wave.purgedAt) made.delete(wave._id);
  const known = made.get(wave._id);
  if (known) return known;
  const making: CachedFiles = {
    done: 0,
    total: 2 * wave.count.counted,
    settled: false,
    files: make(wave, () => {
      making.done += 1;
    }),
  };
  made.set(wave._id, making);
  making.files.then(
    () => {
      making.settled = true;
    },
    (error) => {
      making.settled = true;
      if (wave.state !== 'released' || !(error instanceof CannotAnonymise)) made.delete(wave._id);
    },
  );
  return making;
}

async function make(wave: Wave, onRead: () => void): Promise<OpenDataFiles> {
  const data = await openData(wave, { onRead });
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of data.pieces(onRead)) {
    hash.update(piece);
    bytes += piece.length;
  }
  const sha256 = hash.digest('hex');
  return { ...data, sha256, bytes, codebook: codebook(wave, data.summary, sha256) };
}
