/** The open sessions of an account, as they lie in the collection that http/session.ts names. */
import mongoose from 'mongoose';
import { storedSessionId } from '../../http/session.ts';
import type { DeviceWords } from './deviceWords.ts';

export interface OpenSession {
  /** A hash of the session's id: it names the session, and nobody can use it. */
  _id: string;
  device: DeviceWords | null;
  startedAt: Date;
  /** Within a minute. */
  lastUsedAt: Date;
}

interface StoredSession {
  _id: string;
  lastModified?: Date;
  session: { device?: DeviceWords; startedAt?: number };
}

const ofAccount = (accountId: string) => ({ 'session.passport.user': accountId });
const collection = () => mongoose.connection.collection<StoredSession>('sessions');

/** The one used last first. */
export async function listSessions(accountId: string): Promise<OpenSession[]> {
  const stored = await collection()
    .find({ ...ofAccount(accountId), expires: { $gt: new Date() } })
    .toArray();
  return stored
    .map(({ _id, lastModified, session: { device, startedAt = 0 } }) => ({
      _id,
      device: device ?? null,
      startedAt: new Date(startedAt),
      lastUsedAt: lastModified ?? new Date(startedAt),
    }))
    .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime());
}

/** @returns whether there was such a session of this account */
export async function endSession(accountId: string, sessionId: string): Promise<boolean> {
  const { deletedCount } = await collection().deleteOne({ _id: sessionId, ...ofAccount(accountId) });
  return deletedCount > 0;
}

/** @param current id of the session that goes on, as the request has it. @returns how many ended */
export async function endOtherSessions(accountId: string, current: string): Promise<number> {
  const others = { ...ofAccount(accountId), _id: { $ne: storedSessionId(current) } };
  return (await collection().deleteMany(others)).deletedCount;
}
