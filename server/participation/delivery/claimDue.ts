/**
 * Messages are claimed by the dozen and given their codes together: two writes for all of them instead of three for
 * each. A claim that nobody settles (the process was killed) runs out and the message waits again; the code that it was
 * given then never left this process.
 */
import mongoose, { type mongo } from 'mongoose';
import { randomId } from '../../database/randomId.ts';
import { InvitationModel } from '../invitation.ts';
import { atRest, type Delivery, DeliveryModel } from './delivery.ts';
import { mintCodes, removeCodes } from './mintCode.ts';
import { updateDelivery } from './updateDelivery.ts';

/** A message ready to go: ours until its claim runs out. */
export interface Claimed {
  delivery: Delivery;
  address: string;
  code: string;
}

const claimMs = 10 * 60_000;
/** Longer than any send may take: a claim with less left is given back instead of sent. */
const sendMs = 5 * 60_000;

export const isFresh = ({ delivery }: Claimed, now: Date): boolean =>
  (delivery.claimUntil?.getTime() ?? 0) - now.getTime() >= sendMs;

/** Claims what still waits; `notNeeded` counts messages of used invitations and of people without an address any more. */
export async function claimDue(
  due: readonly Delivery[],
  now: Date,
): Promise<{ claimed: Claimed[]; notNeeded: number }> {
  const mine = await claim(due, now);
  const ids = mongoose.trusted({ $in: mine.map(({ _id }) => _id) });
  const invitations = await InvitationModel.find({ _id: ids }, { address: 1 }).lean();
  const addresses = new Map(invitations.map(({ _id, address }) => [_id, address]));
  const codes = await mintCodes(mine.filter(({ _id }) => addresses.get(_id)));
  const claimed = mine.flatMap((delivery) => {
    const [address, code] = [addresses.get(delivery._id), codes.get(delivery._id)];
    return address && code ? [{ delivery, address, code }] : [];
  });
  const needless = mine.filter(({ _id }) => !codes.has(_id));
  await Promise.all(
    needless.map((delivery) =>
      updateDelivery(delivery, { ...atRest, state: addresses.get(delivery._id) ? 'sent' : 'withdrawn' }),
    ),
  );
  return { claimed, notNeeded: needless.length };
}

async function claim(due: readonly Delivery[], now: Date): Promise<Delivery[]> {
  const mark = randomId(12);
  const claimUntil = new Date(now.getTime() + claimMs);
  const deliveries = DeliveryModel.collection as unknown as mongo.Collection<Delivery>;
  await deliveries.bulkWrite(
    due.map(({ _id, message, bounceToken }) => ({
      updateOne: {
        filter: { _id, state: 'waiting' },
        update: {
          $set: {
            state: 'sending',
            claim: mark,
            claimUntil,
            message: message || randomId(20),
            bounceToken: bounceToken || randomId(20),
          },
        },
      },
    })),
    { ordered: false },
  );
  const ids = mongoose.trusted({ $in: due.map(({ _id }) => _id) });
  return DeliveryModel.find({ _id: ids, claim: mark }).lean();
}

/** Gives back what was claimed and not sent. */
export async function releaseClaim(claimed: readonly Claimed[], now: Date): Promise<void> {
  await removeCodes(new Map(claimed.map(({ delivery, code }) => [delivery._id, code])));
  const waiting = { state: 'waiting', claim: null, claimUntil: null, notBefore: now } as const;
  await Promise.all(claimed.map(({ delivery }) => updateDelivery(delivery, waiting)));
}
