/**
 * A server that says "not so fast" means everybody, unless it takes a message that was begun after the refusal. Then the refusal was about
 * the one message that it put off, which is counted as a failed attempt; otherwise one such address would wait for ever.
 */
import type { Clock } from '../../clock.ts';
import { failedOnce, type Send } from './deliverOne.ts';
import { type Delivery, DeliveryModel } from './delivery.ts';
import { isForPace } from './outcome.ts';

interface PutOff {
  delivery: Delivery;
  problem: string;
}

export function watchOvertaken(send: Send, clock: Clock): { send: Send; countThem: () => Promise<void> } {
  const putOff: PutOff[] = [];
  let overtaken = 0;
  return {
    async send(claimed) {
      const before = putOff.length;
      const outcome = await send(claimed);
      if (outcome.kind === 'sent') overtaken = Math.max(overtaken, before);
      if (outcome.kind === 'channelDown' && isForPace(outcome))
        putOff.push({ delivery: claimed.delivery, problem: outcome.problem });
      return outcome;
    },
    /** After the round, when the results of all its messages are stored. */
    async countThem() {
      for (const { delivery, problem } of putOff.slice(0, overtaken)) {
        const changes = failedOnce(delivery, problem, clock.now());
        await DeliveryModel.updateOne(
          { _id: delivery._id, state: 'waiting', claim: null },
          { $set: changes },
        );
      }
    },
  };
}
