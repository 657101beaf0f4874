/** The sessions of signed-in people as the store keeps them; connect-mongo reads and writes them, and never reads one that has expired. */
import mongoose, { Schema } from 'mongoose';

interface StoredSession {
  _id: string;
  expires: Date;
  session: { passport?: { user: string } };
}

const schema = new Schema<StoredSession>(
  { _id: String, expires: Date, session: Schema.Types.Mixed },
  { versionKey: false, collection: 'sessions', autoCreate: false },
);
schema.index({ expires: 1 }, { expireAfterSeconds: 0 });
schema.index({ 'session.passport.user': 1 });

const SessionModel = mongoose.model<StoredSession>('Session', schema);

/** For servers that cannot let documents expire; elsewhere there is nothing left to delete. */
export async function deleteExpiredSessions(now: Date): Promise<void> {
  await SessionModel.deleteMany({ expires: mongoose.trusted({ $lte: now }) });
}
