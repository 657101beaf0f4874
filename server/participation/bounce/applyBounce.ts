/**
 * The effect of a delivery report: a message that failed for good gets the state it would have if the server had refused it at once;
 * a delay is only counted. A report changes only a message that counts as sent, and never the invitation, so it can neither
 * take a right away nor show whether the right was used.
 */
import mongoose from 'mongoose';
import { atRest, type Delivery, DeliveryModel, type DeliveryState } from '../delivery/delivery.ts';
import { countBounce } from './bounceCount.ts';
import type { Bounce } from './readBounce.ts';

/** `known`: about one of our messages, whose state has changed since. `unknown`: about none of our messages. */
export type BounceEffect = 'failed' | 'delayed' | 'known' | 'unknown';

export async function applyBounce({ tokens, action, status, problem }: Bounce): Promise<BounceEffect> {
  const found = await findByTokens(tokens);
  if (!found) return 'unknown';
  if (action === 'failed') {
    const updated = await DeliveryModel.updateOne(
      { _id: found._id, bounceToken: found.bounceToken, state: 'sent' },
      { $set: { ...atRest, state: stateFor(status), problem } },
    );
    if (updated.modifiedCount === 0) return 'known';
  }
  await countBounce(found.wave, action);
  return action;
}

async function findByTokens(tokens: readonly string[]): Promise<Delivery | undefined> {
  const found = await DeliveryModel.find({ bounceToken: mongoose.trusted({ $in: [...tokens] }) }).lean();
  return tokens.flatMap((token) => found.find(({ bounceToken }) => bounceToken === token) ?? [])[0];
}

/** With 5.7.x the server refuses us, with 4.x.x it gave up trying: in both cases the address may be correct. */
function stateFor(status: string): DeliveryState {
  return /^(4|5\.7)\./.test(status) ? 'failed' : 'refused';
}
