/** When a backup is taken: at its time of day, an hour after one that failed, when somebody asks, and as soon as a wave has ended. */
import { hourMs } from '../../clock.ts';
import { isoDayOf, minutesOf, minutesOfDay } from '../../i18n/isoDay.ts';
import type { BackupState } from './backupState.ts';

const retryAfterMs = hourMs;

export interface Due {
  now: Date;
  /** Time of day in Iran. */
  at: string;
  state: Pick<BackupState, 'triedAt' | 'verifiedAt' | 'failingSince' | 'requestedAt'> | null;
  isDuringWave: boolean;
  /** Of the newest backup: taken while a wave ran. */
  newestWasDuringWave: boolean;
}

export function isBackupDue({ now, at, state, isDuringWave, newestWasDuringWave }: Due): boolean {
  const { triedAt, verifiedAt, failingSince, requestedAt } = state ?? {};
  const sinceTry = triedAt ? now.getTime() - triedAt.getTime() : Number.POSITIVE_INFINITY;
  if (requestedAt && (!triedAt || requestedAt > triedAt)) return true;
  if (sinceTry < retryAfterMs) return false;
  if (failingSince) return true;
  if (newestWasDuringWave && !isDuringWave) return true;
  const isDoneToday = verifiedAt && isoDayOf(verifiedAt) === isoDayOf(now);
  return !isDoneToday && minutesOfDay(now) >= minutesOf(at);
}
