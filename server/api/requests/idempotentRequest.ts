/**
 * What one request answered, so that the same one sent again (a lost reply, a retry) is answered alike and changes nothing twice. The key is
 * the program's own; it is kept for a day, as a hash together with the token.
 */
import { createHash } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { dayMs, minuteMs, plusMs } from '../../clock.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { randomId } from '../../database/randomId.ts';
import { HttpError } from '../../http/httpErrors.ts';
import type { Answer } from '../endpoint.ts';

export interface IdempotentRequest {
  /** SHA-256 over token and key. */
  _id: string;
  /** SHA-256 over method, address and body: another request under the same key is a mistake. */
  content: string;
  /** The id that something new gets, at whichever attempt. */
  newId: string;
  claimedAt: Date;
  until: Date;
  /** JSON; null until it is done. */
  answer: string | null;
}

const required = { type: String, required: true } as const;
const schema = new Schema<IdempotentRequest>(
  {
    _id: required,
    content: required,
    newId: required,
    claimedAt: { type: Date, required: true },
    until: { type: Date, required: true },
    answer: { type: String, default: null },
  },
  { versionKey: false, collection: 'idempotentRequests' },
);
schema.index({ until: 1 });

export const IdempotentRequestModel = mongoose.model<IdempotentRequest>('IdempotentRequest', schema);

const sha256 = (parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
/** After that an attempt has died with its process, and another may take over. */
const attemptMs = minuteMs;

interface KeyedRequest {
  token: string;
  key: string;
  method: string;
  address: string;
  body: unknown;
  now: Date;
}

/** @throws HttpError 422 for another request under the key, 409 while the first is worked on */
export async function answerOnce(
  { token, key, method, address, body, now }: KeyedRequest,
  work: (newId: string) => Promise<Answer | null>,
): Promise<Answer & { isRepeated: boolean }> {
  const claim: IdempotentRequest = {
    _id: sha256([token, key]),
    content: sha256([method, address, JSON.stringify(body)]),
    newId: randomId(),
    claimedAt: now,
    until: plusMs(now, dayMs),
    answer: null,
  };
  const isFirst = await insertOnce(() => IdempotentRequestModel.create(claim));
  const held = isFirst ? claim : await heldClaim(claim, now);
  if (held.answer !== null) return { ...(JSON.parse(held.answer) as Answer), isRepeated: true };
  try {
    const answer = (await work(held.newId)) ?? { body: null };
    await IdempotentRequestModel.updateOne({ _id: claim._id }, { $set: { answer: JSON.stringify(answer) } });
    return { ...answer, isRepeated: false };
  } catch (error) {
    // Nothing was done: the same key may be used for a corrected request.
    if (error instanceof HttpError) await IdempotentRequestModel.deleteOne({ _id: claim._id });
    throw error;
  }
}

async function heldClaim(claim: IdempotentRequest, now: Date): Promise<IdempotentRequest> {
  const held = await IdempotentRequestModel.findById(claim._id).lean();
  if (!held) throw new HttpError(409, 'api:problem.inProgress');
  if (held.content !== claim.content) throw new HttpError(422, 'api:problem.otherRequest');
  if (held.answer !== null) return held;
  if (held.claimedAt > plusMs(now, -attemptMs)) throw new HttpError(409, 'api:problem.inProgress');
  const takenOver = await IdempotentRequestModel.updateOne(
    { _id: held._id, claimedAt: held.claimedAt, answer: null },
    { $set: { claimedAt: now } },
  );
  if (takenOver.modifiedCount === 0) throw new HttpError(409, 'api:problem.inProgress');
  return held;
}

export async function forgetOldRequests(now: Date): Promise<void> {
  await IdempotentRequestModel.deleteMany({ until: mongoose.trusted({ $lte: now }) });
}
