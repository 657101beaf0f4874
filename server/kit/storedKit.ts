/**
 * Where the kit of a wave lies once it is made: a zip file and its state in DATA_DIR/kits, in a folder of its wave, so that every process of the machine
 * finds it after a restart. It can be made again at any time with the same bytes; it goes when the wave's results go.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { minuteMs } from '../clock.ts';
import { destroyFolder } from '../database/embedded/destroyFile.ts';

const stateSchema = z.strictObject({
  done: z.int(),
  total: z.int(),
  /** When somebody last worked on it. */
  beatAt: z.coerce.date(),
  error: z.string(),
  /** Of the list of digests, which covers every file; '' until it is made. */
  sha256: z.string(),
  /** Of the zip file. */
  zip: z.string(),
  bytes: z.int(),
});
export type KitState = z.infer<typeof stateSchema>;

/** The `error` of one for which the disk had no room. */
export const noRoom = 'no room';

/** One kit of a wave: its language, and whose results of the wave before it shows. */
export interface KitPlace {
  dataDir: string;
  wave: string;
  variant: string;
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24);
const folderOf = ({ dataDir, wave }: Pick<KitPlace, 'dataDir' | 'wave'>) =>
  join(dataDir, 'kits', short(wave));
const baseOf = (place: KitPlace) => join(folderOf(place), short(place.variant));

export const zipOf = (place: KitPlace) => `${baseOf(place)}.zip`;

/** null where none was made, or its state cannot be read. */
export async function readKitState(place: KitPlace): Promise<KitState | null> {
  const text = await readFile(`${baseOf(place)}.json`, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeKitState(place: KitPlace, state: KitState): Promise<void> {
  await mkdir(folderOf(place), { recursive: true, mode: 0o700 });
  const file = `${baseOf(place)}.json`;
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Somebody is making it: the last sign of life is not a minute old. */
export function isBeingMade({ sha256, error, beatAt }: KitState, now: Date): boolean {
  return sha256 === '' && error === '' && now.getTime() - beatAt.getTime() < minuteMs;
}

/** All kits of a wave whose results were deleted, overwritten: documents hold what comments said. */
export async function removeKits(dataDir: string, wave: string): Promise<void> {
  await destroyFolder(folderOf({ dataDir, wave }));
}
