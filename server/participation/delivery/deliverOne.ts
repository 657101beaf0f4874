/**
 * Sends one claimed message and stores the result. A claim without a result runs out and the message is sent again; so a person can
 * get a second copy in one case only: the server accepted the message, and its reply, or our record of it, was lost. Both copies have
 * the same Message-ID, and both codes belong to one right.
 */
import type { Clock } from '../../clock.ts';
import { maxAttempts, retryAfter, retryAtPace } from './channel.ts';
import { type Claimed, isFresh, releaseClaim } from './claimDue.ts';
import { atRest, type Delivery } from './delivery.ts';
import { removeCodes } from './mintCode.ts';
import { isForPace, isOfWholeChannel, type Outcome } from './outcome.ts';
import { updateDelivery } from './updateDelivery.ts';

export type Send = (claimed: Claimed) => Promise<Outcome>;
/** `released`: the claim was about to run out, so the message waits for a new one. */
export type DeliveryResult = Outcome['kind'] | 'notNeeded' | 'released';

export async function deliverOne(claimed: Claimed, send: Send, clock: Clock): Promise<DeliveryResult> {
  const { delivery, code } = claimed;
  if (!isFresh(claimed, clock.now())) {
    await releaseClaim([claimed], clock.now());
    return 'released';
  }
  const outcome = await send(claimed);
  const handedOver = outcome.kind === 'sent' || ('handedOver' in outcome && outcome.handedOver);
  if (!handedOver) await removeCodes(new Map([[delivery._id, code]]));
  await updateDelivery(delivery, changesFor(delivery, outcome, clock.now()));
  return outcome.kind;
}

function changesFor(delivery: Delivery, outcome: Outcome, now: Date): Partial<Delivery> {
  if (outcome.kind === 'sent') return { ...atRest, state: 'sent' };
  const { problem } = outcome;
  if (outcome.kind === 'refused') return { ...atRest, state: 'refused', problem };
  if (isForPace(outcome)) return putOff(delivery, problem, now);
  if (isOfWholeChannel(outcome)) return { ...unclaimed, problem, state: 'waiting', notBefore: now };
  return failedOnce(delivery, problem, now);
}

const unclaimed = { claim: null, claimUntil: null } as const;

/** A delivery that was stored by an earlier version has no count. */
function putOff({ paced = 0 }: Partial<Delivery>, problem: string, now: Date): Partial<Delivery> {
  const notBefore = retryAtPace(now, paced + 1);
  if (!notBefore) return { ...atRest, state: 'failed', problem };
  return { ...unclaimed, problem, state: 'waiting', paced: paced + 1, notBefore };
}

/** What an attempt changes that failed because of the message itself, or perhaps so. */
export function failedOnce({ attempts }: Delivery, problem: string, now: Date): Partial<Delivery> {
  const failed = attempts + 1;
  if (failed >= maxAttempts) return { ...atRest, state: 'failed', problem };
  return { ...unclaimed, problem, state: 'waiting', attempts: failed, notBefore: retryAfter(now, failed) };
}
