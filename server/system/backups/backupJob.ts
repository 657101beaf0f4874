/** The job that takes backups when they are due, destroys those that are not to be kept, and has the rest copied elsewhere. */
import { type Clock, minuteMs } from '../../clock.ts';
import type { BackupConfig, Config } from '../../config.ts';
import { BackupError } from '../../database/backup/manifest.ts';
import { isOutOfSpace } from '../../database/isOutOfSpace.ts';
import { WaveModel } from '../../waves/wave.ts';
import { runningStates, stateIn } from '../../waves/waveState.ts';
import { changeBackupState, claimBackup, findBackupState, releaseBackup } from './backupState.ts';
import { isBackupDue } from './isBackupDue.ts';
import { backupsToDestroy, destroyBackups, listBackups, wasDuringWave } from './keptBackups.ts';
import { runHook } from './runHook.ts';
import { takeBackup } from './takeBackup.ts';

type JobConfig = Pick<Config, 'mongodbUri' | 'dataDir' | 'backup'>;

export function backupJob(config: JobConfig) {
  const { backup } = config;
  return {
    name: 'backup',
    everyMs: minuteMs,
    run: (clock: Clock, isStopping: () => boolean) =>
      backup ? backUpIfDue(config, backup, clock, isStopping) : Promise.resolve(undefined),
  };
}

async function backUpIfDue(
  config: JobConfig,
  backup: BackupConfig,
  clock: Clock,
  isStopping: () => boolean,
): Promise<{ event: string; name: string } | undefined> {
  const now = clock.now();
  const isDuringWave = (await WaveModel.exists({ ...stateIn(runningStates), imported: false })) !== null;
  const [newest] = await listBackups(backup.dir);
  const newestWasDuringWave = newest !== undefined && wasDuringWave(newest.name);
  const state = await findBackupState();
  if (!isBackupDue({ now, at: backup.at, state, isDuringWave, newestWasDuringWave })) return undefined;
  if (!(await claimBackup(now))) return undefined;
  try {
    const taken = await takeBackup({ config, backup, now, isDuringWave, isStopping });
    await changeBackupState({
      ...taken,
      verifiedAt: clock.now(),
      failingSince: null,
      problem: '',
      requestedAt: null,
    });
    await keepOnly(backup, isDuringWave);
    if (backup.hook) await copyAway(backup.hook, backup, taken.name, clock);
    return { event: 'backupTaken', name: taken.name };
  } catch (error) {
    await changeBackupState({ failingSince: state?.failingSince ?? now, problem: problemOf(error) });
    throw error;
  } finally {
    await releaseBackup();
  }
}

async function keepOnly({ dir, keep }: BackupConfig, isDuringWave: boolean): Promise<void> {
  const names = (await listBackups(dir)).map(({ name }) => name);
  await destroyBackups(dir, backupsToDestroy(names, { isDuringWave, keep }));
}

async function copyAway(hook: string, backup: BackupConfig, name: string, clock: Clock): Promise<void> {
  const copyProblem = await runHook(hook, backup, name);
  await changeBackupState({ copyProblem, ...(copyProblem === '' && { copiedAt: clock.now() }) });
}

/** Other errors may repeat a stored document. */
function problemOf(error: unknown): string {
  if (isOutOfSpace(error)) return 'no space left';
  if (error instanceof BackupError) return error.message;
  const { name = 'Error', code } = error as { name?: string; code?: unknown };
  return [name, code].filter((part) => part !== undefined).join(' ');
}
