/**
 * Random challenges that passkeys sign. They travel sealed in the page, so that strangers store nothing here; a challenge that was answered
 * rightly is remembered until it would have run out, so that no answer counts twice.
 */
import { createHash, randomBytes } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { z } from 'zod';
import { minuteMs } from '../../clock.ts';
import { seal, unseal } from '../../http/sealed.ts';

interface UsedChallenge {
  /** SHA-256. */
  _id: string;
  until: Date;
}
const schema = new Schema<UsedChallenge>(
  { _id: { type: String, required: true }, until: { type: Date, required: true } },
  { versionKey: false, collection: 'usedChallenges' },
);
schema.index({ until: 1 });
const UsedModel = mongoose.model<UsedChallenge>('UsedChallenge', schema);

const challengeSchema = z.object({ challenge: z.string(), purpose: z.string(), until: z.number() });
const lifeMs = 10 * minuteMs;

interface Sealing {
  secret: string;
  now: Date;
  /** What the answer is good for: adding a passkey to an account, or signing in. */
  purpose: string;
}

export function newChallenge({ secret, now, purpose }: Sealing): { challenge: string; sealed: string } {
  const challenge = randomBytes(32).toString('base64url');
  const until = now.getTime() + lifeMs;
  return { challenge, sealed: seal({ challenge, purpose, until }, secret, 'challenge') };
}

/** null when it has run out or was made for something else. */
export function openChallenge(sealed: string, { secret, now, purpose }: Sealing): string | null {
  const { data } = challengeSchema.safeParse(unseal(sealed, secret, 'challenge'));
  return data && data.purpose === purpose && data.until > now.getTime() ? data.challenge : null;
}

/** @returns false when it was answered before */
export async function useChallenge(challenge: string, now: Date): Promise<boolean> {
  await UsedModel.deleteMany({ until: mongoose.trusted({ $lte: now }) });
  const _id = createHash('sha256').update(challenge).digest('base64url');
  try {
    await UsedModel.create({ _id, until: new Date(now.getTime() + lifeMs) });
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === 11000) return false;
    throw error;
  }
}
