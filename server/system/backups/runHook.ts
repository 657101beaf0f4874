/**
 * Runs the command that copies the backups off this machine, in a shell. It sees no secret of the server: of the environment only PATH,
 * HOME and what it needs. BACKUP_DIR then holds what is to be kept and nothing else, so that a mirror of the folder keeps as much.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { hourMs } from '../../clock.ts';
import type { BackupConfig } from '../../config.ts';

const maxWords = 200;

/** @returns what went wrong; '' when the command ended well */
export function runHook(
  command: string,
  { dir, hookEnvironment }: BackupConfig,
  name: string,
): Promise<string> {
  const env = {
    ...hookEnvironment,
    BACKUP_DIR: dir,
    BACKUP_FILE: join(dir, name),
  };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], { env, timeout: hourMs }, (error, _stdout, stderr) => {
      if (!error) return resolve('');
      const said = stderr.trim().split('\n').at(-1) ?? '';
      resolve(`${error.killed ? 'timeout' : `exit ${error.code}`} ${said}`.trim().slice(0, maxWords));
    });
  });
}
