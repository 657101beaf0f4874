/**
 * A try-out: how a wave goes from the codes to the results, with offices that do not exist and one person, who answers everything. It is
 * one document of its own collection and no wave, so that nothing which lists, compares or hands out waves can come upon it.
 */
import mongoose, { Schema } from 'mongoose';
import type { Instrument } from '../instruments/instrument.ts';

/** The right of a made-up employee to answer once. */
export interface TryOutInvitation {
  code: string;
  office: string;
}

/** Encoded as responses are, and like them without a code. */
export interface TryOutAnswers {
  unit: string;
  items: Buffer;
  demographics: Buffer;
}

export interface TryOut {
  /** The account whose try-out it is: nobody else can open, answer or read it. */
  _id: string;
  instrument: Instrument;
  state: 'open' | 'counted';
  invitations: TryOutInvitation[];
  /** Codes that have not been used. */
  unused: string[];
  answers: TryOutAnswers[];
  startedAt: Date;
  /** When it is deleted, if nobody did it before. */
  endsAt: Date;
}

const schema = new Schema<TryOut>(
  {
    _id: { type: String, required: true },
    instrument: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: ['open', 'counted'], default: 'open' },
    invitations: { type: [Schema.Types.Mixed], default: [] } as never,
    unused: { type: [String], default: [] } as never,
    answers: { type: [Schema.Types.Mixed], default: [] } as never,
    startedAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'tryOuts', minimize: false },
);

export const TryOutModel = mongoose.model<TryOut>('TryOut', schema);

/** The try-out of an account; null where there is none, or its time is over. */
export async function findTryOut(account: string, now: Date): Promise<TryOut | null> {
  const found = await TryOutModel.findById(account).lean();
  return found && now < found.endsAt ? found : null;
}
