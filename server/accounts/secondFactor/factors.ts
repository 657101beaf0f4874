/**
 * What an account has beside its password: an authenticator app, passkeys, and recovery codes for the day they are gone. The secret that app and server share is sealed under
 * the session secret of `KEY_DIR`, so that a copy of the store alone makes no codes; of recovery codes only hashes are stored.
 */
import mongoose, { Schema } from 'mongoose';
import { type Passkey, PasskeyModel } from './passkey.ts';

interface StoredApp {
  /** Sealed (`app.ts`). */
  secret: string;
  /** The newest step of time whose code was accepted: no code counts twice. */
  lastStep: number;
  addedAt: Date;
}

interface StoredFactors {
  /** Id of the account. */
  _id: string;
  app: StoredApp | null;
  /** SHA-256 (hex), one for each code that is left. */
  recoveryHashes: string[];
}

export interface Factors extends StoredFactors {
  passkeys: Passkey[];
}

const app = new Schema<StoredApp>(
  {
    secret: { type: String, required: true },
    lastStep: { type: Number, required: true },
    addedAt: { type: Date, required: true },
  },
  { _id: false },
);
const schema = new Schema<StoredFactors>(
  {
    _id: { type: String, required: true },
    app: { type: app, default: null },
    recoveryHashes: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'secondFactors' },
);

export const FactorsModel = mongoose.model<StoredFactors>('Factors', schema);

export async function factorsOf(account: string): Promise<Factors> {
  const [stored, passkeys] = await Promise.all([
    FactorsModel.findById(account).lean(),
    PasskeyModel.find({ account }).lean(),
  ]);
  return { ...(stored ?? { _id: account, app: null, recoveryHashes: [] }), passkeys };
}

/** Whether signing in takes more than the password. */
export const hasFactor = (factors: Factors): boolean => countOf(factors) > 0;

/** Whether nothing would be left without one of them. */
export const isLastFactor = (factors: Factors): boolean => countOf(factors) <= 1;

const countOf = ({ app, passkeys }: Factors) => passkeys.length + (app ? 1 : 0);
