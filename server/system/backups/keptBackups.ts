/**
 * Which backups lie in BACKUP_DIR and which of them stay. While a wave runs exactly one is kept: two of different days tell who of an
 * office answered between them. A series is kept otherwise, without any that was taken while a wave ran.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { destroyFile } from '../../database/embedded/destroyFile.ts';

const named = /^farhangsanj-\d{4}-\d\d-\d\dT\d{6}Z(-wave)?\.backup$/;

/** Names sort by time. */
export function backupName(now: Date, isDuringWave: boolean): string {
  const time = `${now.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
  return `farhangsanj-${time}${isDuringWave ? '-wave' : ''}.backup`;
}

export const wasDuringWave = (name: string): boolean => name.endsWith('-wave.backup');

export interface KeptBackup {
  name: string;
  bytes: number;
  at: Date;
}

/** Newest first; other files of the folder are none of ours. */
export async function listBackups(dir: string): Promise<KeptBackup[]> {
  const names = (await readdir(dir))
    .filter((name) => named.test(name))
    .sort()
    .reverse();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtime } = await stat(join(dir, name));
      return { name, bytes: size, at: mtime };
    }),
  );
}

/** @param names newest first, the newest verified. @returns those that go */
export function backupsToDestroy(
  names: readonly string[],
  { isDuringWave, keep }: { isDuringWave: boolean; keep: number },
): string[] {
  const [newest, ...older] = names;
  if (newest === undefined || isDuringWave) return older;
  const series = older.filter((name) => !wasDuringWave(name));
  return [...older.filter(wasDuringWave), ...series.slice(keep - 1)];
}

export async function destroyBackups(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) await destroyFile(join(dir, name));
}
