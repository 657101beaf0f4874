/** A ballot: a sent answer, sealed on receipt to the wave's public key. Nobody can open it before the count. */
import mongoose, { Schema } from 'mongoose';

export interface Ballot {
  /** SHA-256 (hex) of the credential: a credential is accepted once. */
  _id: string;
  wave: string;
  unit: string;
  /** libsodium sealed box over the encoded content (`encodeBallotContent`). */
  sealed: Buffer;
}

const schema = new Schema<Ballot>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    unit: { type: String, required: true },
    sealed: { type: Buffer, required: true },
  },
  {
    versionKey: false,
    collection: 'ballots',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ wave: 1, unit: 1 });

export const BallotModel = mongoose.model<Ballot>('Ballot', schema);
