/**
 * One message: claimed, given a fresh code, sent, settled. A claim that nobody settles (the process was killed) runs out
 * and the message is sent again; so a second copy can reach a person in one case only, when the server has taken the
 * message and its word, or our note of it, is lost. Both copies carry one Message-ID, both codes are one right.
 */

import type { Clock } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import { InvitationModel } from '../invitation.ts';
import { channelFailed, mostAttempts, retryAfter } from './channel.ts';
import { atRest, type Delivery, DeliveryModel } from './delivery.ts';
import { dropCode, mintCode } from './mintCode.ts';
import type { Outcome } from './outcome.ts';

/** Longer than any send may take. */
const claimMs = 10 * 60_000;

export type Send = (to: string, code: string, delivery: Delivery, message: string) => Promise<Outcome>;
export type Settled = Outcome['kind'] | 'notNeeded' | 'lost';

export async function deliverOne(waiting: Delivery, send: Send, clock: Clock): Promise<Settled> {
  const delivery = await claim(waiting, clock.now());
  if (!delivery) return 'lost';
  const invitation = await InvitationModel.findById(delivery._id, { address: 1 }).lean();
  const code = invitation?.address ? await mintCode(delivery._id) : null;
  if (code === null || !invitation?.address) {
    await settle(delivery, { ...atRest, state: invitation?.address ? 'sent' : 'withdrawn' });
    return 'notNeeded';
  }
  const outcome = await send(invitation.address, code, delivery, delivery.message);
  const handedOver = outcome.kind === 'sent' || ('handedOver' in outcome && outcome.handedOver);
  if (!handedOver) await dropCode(delivery._id, code);
  await settle(delivery, changesFor(delivery, outcome, clock.now()));
  if (outcome.kind === 'channelDown') await channelFailed(delivery.channel, outcome.problem, clock.now());
  return outcome.kind;
}

async function claim(waiting: Delivery, now: Date): Promise<Delivery | null> {
  const claimUntil = new Date(now.getTime() + claimMs);
  const mine = {
    state: 'sending',
    claim: randomId(12),
    claimUntil,
    message: waiting.message || randomId(20),
  };
  return DeliveryModel.findOneAndUpdate(
    { _id: waiting._id, state: 'waiting' },
    { $set: mine },
    { returnDocument: 'after' },
  ).lean<Delivery>();
}

/** Only the holder of the claim settles: an administrator may have changed the address meanwhile. */
async function settle(delivery: Delivery, changes: Partial<Delivery>): Promise<void> {
  await DeliveryModel.updateOne({ _id: delivery._id, claim: delivery.claim }, { $set: changes });
}

function changesFor({ attempts }: Delivery, outcome: Outcome, now: Date): Partial<Delivery> {
  if (outcome.kind === 'sent') return { ...atRest, state: 'sent' };
  const { problem } = outcome;
  if (outcome.kind === 'refused') return { ...atRest, state: 'refused', problem };
  const unclaimed = { claim: null, claimUntil: null, problem };
  const isToBlame = outcome.kind === 'later' || outcome.countsAgainst;
  if (!isToBlame) return { ...unclaimed, state: 'waiting', notBefore: now };
  const failed = attempts + 1;
  if (failed >= mostAttempts) return { ...atRest, state: 'failed', problem };
  return { ...unclaimed, state: 'waiting', attempts: failed, notBefore: retryAfter(now, failed) };
}
