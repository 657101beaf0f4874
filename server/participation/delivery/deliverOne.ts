/**
 * Sends one claimed message and stores the result. A claim without a result runs out and the message is sent again; so a person can
 * get a second copy in one case only: the server accepted the message, and its reply, or our record of it, was lost. Both copies have
 * the same Message-ID, and both codes belong to one right.
 */
import type { Clock } from '../../clock.ts';
import { maxAttempts, retryAfter } from './channel.ts';
import { type Claimed, isFresh, releaseClaim } from './claimDue.ts';
import { atRest, type Delivery } from './delivery.ts';
import { removeCodes } from './mintCode.ts';
import { isOfWholeChannel, type Outcome } from './outcome.ts';
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

function changesFor({ attempts }: Delivery, outcome: Outcome, now: Date): Partial<Delivery> {
  if (outcome.kind === 'sent') return { ...atRest, state: 'sent', sentRegardless: false };
  const { problem } = outcome;
  if (outcome.kind === 'refused') return { ...atRest, state: 'refused', problem };
  const unclaimed = { claim: null, claimUntil: null, problem };
  const isMessageFault = outcome.kind === 'later' || outcome.countsAgainst;
  if (!isMessageFault)
    return {
      ...unclaimed,
      state: 'waiting',
      notBefore: isOfWholeChannel(outcome) ? now : retryAfter(now, 1),
    };
  const failed = attempts + 1;
  if (failed >= maxAttempts) return { ...atRest, state: 'failed', problem };
  return { ...unclaimed, state: 'waiting', attempts: failed, notBefore: retryAfter(now, failed) };
}
