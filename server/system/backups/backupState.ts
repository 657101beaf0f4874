/** How the backups fare: one document for all hosts of a store, which is also how one of them takes the backup of a night and not all. */
import { hostname } from 'node:os';
import mongoose, { Schema } from 'mongoose';
import { hourMs, plusMs } from '../../clock.ts';

export interface BackupState {
  _id: 'backups';
  /** Host that is at it, until when; a host that died loses it then. */
  claimedBy: string | null;
  claimedUntil: Date | null;
  /** Of the last try. */
  triedAt: Date | null;
  /** Of the last one that was restored and found sound. */
  verifiedAt: Date | null;
  name: string;
  bytes: number;
  /** What failed last, and since when nothing has succeeded; null after a success. */
  failingSince: Date | null;
  problem: string;
  /** An administrator wants one now. */
  requestedAt: Date | null;
  /** What the command that copies backups elsewhere did last; '' when it was right or there is none. */
  copyProblem: string;
  copiedAt: Date | null;
}

const schema = new Schema<BackupState>(
  {
    _id: { type: String, required: true },
    claimedBy: { type: String, default: null },
    claimedUntil: { type: Date, default: null },
    triedAt: { type: Date, default: null },
    verifiedAt: { type: Date, default: null },
    name: { type: String, default: '' },
    bytes: { type: Number, default: 0 },
    failingSince: { type: Date, default: null },
    problem: { type: String, default: '' },
    requestedAt: { type: Date, default: null },
    copyProblem: { type: String, default: '' },
    copiedAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'backupStates' },
);
const BackupStateModel = mongoose.model<BackupState>('BackupState', schema);

const id = 'backups' as const;
const claimMs = 3 * hourMs;

export function findBackupState(): Promise<BackupState | null> {
  return BackupStateModel.findById(id).lean<BackupState | null>();
}

export async function changeBackupState(change: Partial<BackupState>): Promise<void> {
  await BackupStateModel.updateOne({ _id: id }, { $set: change }, { upsert: true });
}

/** @returns whether this host may take the backup now */
export async function claimBackup(now: Date): Promise<boolean> {
  await BackupStateModel.updateOne({ _id: id }, { $setOnInsert: { _id: id } }, { upsert: true });
  const state = await findBackupState();
  const isOthers =
    state?.claimedBy && state.claimedBy !== hostname() && state.claimedUntil && state.claimedUntil > now;
  if (isOthers) return false;
  const claimed = await BackupStateModel.updateOne(
    { _id: id, claimedBy: state?.claimedBy ?? null, claimedUntil: state?.claimedUntil ?? null },
    { $set: { claimedBy: hostname(), claimedUntil: plusMs(now, claimMs), triedAt: now } },
  );
  return claimed.modifiedCount === 1;
}

export const releaseBackup = () => changeBackupState({ claimedBy: null, claimedUntil: null });
