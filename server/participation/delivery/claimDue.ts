/**
 * Claims messages by the dozen and gives them their codes together: two writes for all of them instead of three for each. A
 * claim that is never finished (the process was killed) runs out and the message waits again; in that case the code never left this
 * process.
 */
import mongoose, { type mongo } from 'mongoose';
import { minuteMs, plusMs } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import type { AddressCiphers } from '../addressCipher.ts';
import { InvitationModel } from '../invitation.ts';
import { atRest, type Delivery, DeliveryModel } from './delivery.ts';
import { mintCodes, removeCodes } from './mintCode.ts';
import { updateDelivery } from './updateDelivery.ts';

/** A message ready to be sent: ours until its claim runs out. */
export interface Claimed {
  delivery: Delivery;
  address: string;
  code: string;
}

const claimMs = 10 * minuteMs;
/** Longer than any send may take: with less time left the message is released instead of sent. */
const sendMs = 5 * minuteMs;

export const isFresh = ({ delivery }: Claimed, now: Date): boolean =>
  (delivery.claimUntil?.getTime() ?? 0) - now.getTime() >= sendMs;

/** Claims messages that still wait; `notNeeded` counts reminders of used invitations and messages to people whose address was deleted. */
export async function claimDue(
  due: readonly Delivery[],
  ciphers: AddressCiphers,
  now: Date,
): Promise<{ claimed: Claimed[]; notNeeded: number }> {
  const ours = await claim(due, now);
  const ids = mongoose.trusted({ $in: ours.map(({ _id }) => _id) });
  const invitations = await InvitationModel.find({ _id: ids }, { wave: 1, sealedAddress: 1 }).lean();
  const addresses = new Map(
    invitations.map(({ _id, wave, sealedAddress }) => [
      _id,
      sealedAddress && ciphers(wave).open(sealedAddress),
    ]),
  );
  const codes = await mintCodes(ours.filter(({ _id }) => addresses.get(_id)));
  const claimed = ours.flatMap((delivery) => {
    const [address, code] = [addresses.get(delivery._id), codes.get(delivery._id)];
    return address && code ? [{ delivery, address, code }] : [];
  });
  const unneeded = ours.filter(({ _id }) => !codes.has(_id));
  await Promise.all(
    unneeded.map((delivery) =>
      updateDelivery(delivery, { ...atRest, state: addresses.get(delivery._id) ? 'sent' : 'withdrawn' }),
    ),
  );
  return { claimed, notNeeded: unneeded.length };
}

async function claim(due: readonly Delivery[], now: Date): Promise<Delivery[]> {
  const mark = randomId(12);
  const claimUntil = plusMs(now, claimMs);
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

/** Releases messages that were claimed and not sent. */
export async function releaseClaim(claimed: readonly Claimed[], now: Date): Promise<void> {
  await removeCodes(new Map(claimed.map(({ delivery, code }) => [delivery._id, code])));
  const waiting = { state: 'waiting', claim: null, claimUntil: null, notBefore: now } as const;
  await Promise.all(claimed.map(({ delivery }) => updateDelivery(delivery, waiting)));
}
