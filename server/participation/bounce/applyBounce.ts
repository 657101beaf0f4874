/**
 * What a report does: a message that failed for good becomes what it would be had the server refused it at once; a delay
 * is only counted. It touches nothing but a message that counts as sent, and never the invitation, so it can neither
 * take a right away nor show whether it was used.
 */
import mongoose from 'mongoose';
import { atRest, type Delivery, DeliveryModel, type DeliveryState } from '../delivery/delivery.ts';
import { countBounce } from './bounceCount.ts';
import type { Bounce } from './readBounce.ts';

/** `known`: about a message of ours that is no longer as the report found it. `unknown`: about none of ours. */
export type Applied = 'failed' | 'delayed' | 'known' | 'unknown';

export async function applyBounce({ tokens, action, status, problem }: Bounce): Promise<Applied> {
  const found = await findByTokens(tokens);
  if (!found) return 'unknown';
  if (action === 'failed') {
    const noted = await DeliveryModel.updateOne(
      { _id: found._id, bounceToken: found.bounceToken, state: 'sent' },
      { $set: { ...atRest, state: stateFor(status), problem } },
    );
    if (noted.modifiedCount === 0) return 'known';
  }
  await countBounce(found.wave, action);
  return action;
}

async function findByTokens(tokens: readonly string[]): Promise<Delivery | undefined> {
  const found = await DeliveryModel.find({ bounceToken: mongoose.trusted({ $in: [...tokens] }) }).lean();
  return tokens.flatMap((token) => found.find(({ bounceToken }) => bounceToken === token) ?? [])[0];
}

/** 5.7.x is the server's opinion of us; 4.x.x that it has given up trying: in both cases the address may be right. */
function stateFor(status: string): DeliveryState {
  return /^(4|5\.7)\./.test(status) ? 'failed' : 'refused';
}
