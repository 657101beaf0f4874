/**
 * What an account has beside its password: an authenticator app and recovery codes. The secret that app and server share is sealed under
 * the session secret of `KEY_DIR`, so that a copy of the store alone makes no codes; of recovery codes only hashes are stored.
 */
import mongoose, { Schema } from 'mongoose';

interface StoredApp {
  /** Sealed (`app.ts`). */
  secret: string;
  /** The newest step of time whose code was accepted: no code counts twice. */
  lastStep: number;
  addedAt: Date;
}

export interface Factors {
  /** Id of the account. */
  _id: string;
  app: StoredApp | null;
  /** SHA-256 (hex), one for each code that is left. */
  recoveryHashes: string[];
}

const app = new Schema<StoredApp>(
  {
    secret: { type: String, required: true },
    lastStep: { type: Number, required: true },
    addedAt: { type: Date, required: true },
  },
  { _id: false },
);
const schema = new Schema<Factors>(
  {
    _id: { type: String, required: true },
    app: { type: app, default: null },
    recoveryHashes: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'secondFactors' },
);

export const FactorsModel = mongoose.model<Factors>('Factors', schema);

export async function factorsOf(account: string): Promise<Factors> {
  return (await FactorsModel.findById(account).lean()) ?? { _id: account, app: null, recoveryHashes: [] };
}

/** Whether signing in takes more than the password. */
export const hasFactor = ({ app }: Factors): boolean => app !== null;
