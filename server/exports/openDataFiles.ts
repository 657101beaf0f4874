/** What is known of a wave's open data before anybody downloads it: summary, checksum and codebook; and the progress of making it. */
import { createHash } from 'node:crypto';
import { perStore } from '../database/perStore.ts';
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

/** Responses read so far, out of the total; each response is read twice. */
export interface MakingProgress {
  done: number;
  total: number;
}

interface CachedFiles extends MakingProgress {
  files: Promise<OpenDataFiles>;
  settled: boolean;
}

/**
 * A released wave never changes again, so the files are made once for each store and cached, also the finding that nothing can be
 * published. Other failures are not cached, nor is the fact that a wave is not released yet.
 */
const cachedFiles = perStore(() => new Map<string, CachedFiles>());

/** A page waits for the files of up to this many responses. */
const maxAwaitedResponses = 50_000;

/** @throws CannotAnonymise */
export function openDataFiles(wave: Wave): Promise<OpenDataFiles> {
  return cachedFilesOf(wave).files;
}

/** The files, or the progress of making them when that takes longer than a page may wait. @throws CannotAnonymise */
export async function openDataFilesOrProgress(wave: Wave): Promise<OpenDataFiles | MakingProgress> {
  const { files, settled, done, total } = cachedFilesOf(wave);
  return settled || wave.count.counted <= maxAwaitedResponses ? files : { done, total };
}

function cachedFilesOf(wave: Wave): CachedFiles {
  const cached = cachedFiles();
  if (wave.state !== 'released' || wave.purgedAt) cached.delete(wave._id);
  const known = cached.get(wave._id);
  if (known) return known;
  const making: CachedFiles = {
    done: 0,
    total: 2 * wave.count.counted,
    settled: false,
    files: make(wave, () => {
      making.done += 1;
    }),
  };
  cached.set(wave._id, making);
  making.files.then(
    () => {
      making.settled = true;
    },
    (error) => {
      making.settled = true;
      if (wave.state !== 'released' || !(error instanceof CannotAnonymise)) cached.delete(wave._id);
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
