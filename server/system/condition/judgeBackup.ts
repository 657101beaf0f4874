/** Backups: the age of the last one that was restored and found sound, and whether it lies elsewhere too. */
import { hourMs } from '../../clock.ts';
import type { BackupState } from '../backups/backupState.ts';
import { type Check, levelBy } from './check.ts';
import { thresholds } from './thresholds.ts';

export interface BackupFacts {
  isSetUp: boolean;
  hasHook: boolean;
  state: Pick<BackupState, 'verifiedAt' | 'failingSince' | 'problem' | 'copyProblem' | 'requestedAt'> | null;
}

/** A failure is red at once: nobody looks at backups on the day on which they are needed. */
export function judgeBackup({ isSetUp, hasHook, state }: BackupFacts, now: Date): Check {
  const backup = (level: Check['level'], finding: string, values: Check['values'] = {}): Check => ({
    name: 'backup',
    level,
    finding: `backup.${finding}`,
    values,
  });
  if (!isSetUp) return backup('amber', 'off');
  const { verifiedAt = null, failingSince = null, problem = '', copyProblem = '' } = state ?? {};
  if (failingSince)
    return backup('red', verifiedAt ? 'fails' : 'failsFirst', {
      since: { at: failingSince },
      reason: problem || '–',
      ...(verifiedAt && { at: { at: verifiedAt } }),
    });
  if (!verifiedAt) return backup('amber', 'none');
  const hours = Math.floor((now.getTime() - verifiedAt.getTime()) / hourMs);
  const values = { at: { at: verifiedAt }, hours };
  const { amberHours, redHours } = thresholds.backup;
  if (hours > amberHours) return backup(levelBy(hours > redHours, true), 'old', values);
  if (copyProblem) return backup('red', 'notCopied', { ...values, reason: copyProblem });
  return backup('green', hasHook ? 'copied' : 'verified', values);
}
