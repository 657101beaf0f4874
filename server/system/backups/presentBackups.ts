/** The kept backups for the page of the system's condition. */
import type { Config } from '../../config.ts';
import type { Reader } from '../../i18n/reader.ts';
import { writtenBytes } from '../writtenBytes.ts';
import { findBackupState } from './backupState.ts';
import { listBackups, wasDuringWave } from './keptBackups.ts';

export async function presentBackups(backup: Config['backup'], reader: Reader) {
  if (!backup) return null;
  const [kept, state] = [await listBackups(backup.dir).catch(() => []), await findBackupState()];
  return {
    at: reader.f.digits(backup.at),
    isAsked: Boolean(state?.requestedAt || state?.claimedBy),
    keep: backup.keep,
    rows: kept.map(({ name, bytes, at }) => ({
      name,
      at: reader.f.dateTime(at),
      size: writtenBytes(bytes, reader),
      isDuringWave: wasDuringWave(name),
    })),
  };
}
