/** Ends every session of an account, on all devices. Sessions lie in the collection that http/session.ts names. */
import mongoose from 'mongoose';

/** @returns how many sessions were open */
export async function endSessions(accountId: string): Promise<number> {
  const sessions = mongoose.connection.collection('sessions');
  const { deletedCount } = await sessions.deleteMany({ 'session.passport.user': accountId });
  return deletedCount;
}
