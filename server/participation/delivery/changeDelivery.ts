/** What administrators do about single messages: correct an address (two of them), mark one as wrong, stop messages to a person. */
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { readMobile } from '../../tables/reading/readMobile.ts';
import { type AddressCipher, sealAddress } from '../addressCipher.ts';
import { InvitationModel, noAddress } from '../invitation.ts';
import { notifyOldAddress } from './addressNotice.ts';
import { atRest, type Delivery, DeliveryModel, type MessageChannel } from './delivery.ts';

export function readAddress(channel: MessageChannel, typed: string): string | null {
  return channel === 'email' ? readMailAddress(typed) : readMobile(typed);
}

/** The delivery that goes to an address of the wave, as typed; null when there is none. */
export async function findDelivery(
  wave: string,
  typed: string,
  cipher: AddressCipher,
): Promise<Delivery | null> {
  const read = [readMailAddress(typed), readMobile(typed)].filter((one) => typeof one === 'string');
  for (const address of read) {
    const addressDigest = cipher.digest(address);
    const invitation = await InvitationModel.findOne({ wave, addressDigest }, { _id: 1 }).lean();
    const found = invitation && (await DeliveryModel.findById(invitation._id).lean());
    if (found) return found;
  }
  return null;
}

/**
 * Asks for a new address, which is possible only where the invitation did not arrive: somebody who could put their own address in place
 * of any other would learn from the message whether that person has answered. The reply is the same for every other delivery.
 * @throws Conflict when the address is not known to be wrong, or another person of the wave has the new one
 */
export async function requestAddress(
  wave: string,
  id: string,
  { address, askedBy, cipher }: { address: string; askedBy: string; cipher: AddressCipher },
): Promise<void> {
  if (await isTaken(wave, id, cipher.digest(address))) throw new Conflict('delivery:conflict.taken');
  const asked = await DeliveryModel.updateOne(
    { ...unreached, _id: id, wave },
    { $set: { correction: { sealedAddress: cipher.seal(address), askedBy } } },
  );
  if (asked.matchedCount === 0) throw new Conflict('delivery:conflict.notRefused');
}

/** The first message came back or was refused at once. A reminder that did is not shown: only unused rights are reminded. */
const unreached = { state: 'refused', purpose: 'invitation' } as const;

async function isTaken(wave: string, id: string, addressDigest: string): Promise<boolean> {
  const taken = await InvitationModel.findOne({ wave, addressDigest }, { _id: 1 }).lean();
  return taken !== null && taken._id !== id;
}

/**
 * Stores the address that another administrator asked for: the old address gets a notice, and the invitation is sent, as always, whether
 * the right was used or not; the caller has seen that it is another one. @throws NotFound; Conflict when the address is taken by now
 */
export async function approveAddress(
  wave: string,
  id: string,
  { now, cipher }: { now: Date; cipher: AddressCipher },
): Promise<void> {
  const { channel, correction } = await findCorrection(wave, id);
  const address = sealAddress(cipher, cipher.open(correction.sealedAddress));
  if (await isTaken(wave, id, address.addressDigest)) throw new Conflict('delivery:conflict.taken');
  const before = await InvitationModel.findOne(
    { _id: id, wave },
    { sealedAddress: 1, addressDigest: 1 },
  ).lean();
  // Before it is overwritten: whoever asks again after a lost line tells the old address twice rather than never.
  if (before?.sealedAddress && before.addressDigest !== address.addressDigest)
    await notifyOldAddress({ wave, channel, sealedAddress: before.sealedAddress, now });
  await InvitationModel.updateOne({ _id: id, wave }, { $set: address });
  await DeliveryModel.updateOne(
    { _id: id },
    {
      $set: {
        ...atRest,
        state: 'waiting',
        notBefore: now,
        bounceToken: '',
        correction: null,
      },
    },
  );
}

/** Who asked for the new address. @throws NotFound */
export async function correctionAskedBy(wave: string, id: string): Promise<string> {
  return (await findCorrection(wave, id)).correction.askedBy;
}

/** Leaves the address as it is; the administrator who asked may also withdraw the request. @throws NotFound */
export async function refuseAddress(wave: string, id: string): Promise<void> {
  await findCorrection(wave, id);
  await DeliveryModel.updateOne({ _id: id, wave }, { $set: { correction: null } });
}

async function findCorrection(wave: string, id: string) {
  const delivery = await DeliveryModel.findOne({ ...unreached, _id: id, wave }).lean();
  if (!delivery?.correction) throw new NotFound('delivery:notFound');
  return { channel: delivery.channel, correction: delivery.correction };
}

/** Nothing is sent to the address any more; it cannot be corrected, because nobody but an administrator calls it wrong. @throws NotFound */
export async function markWrong(wave: string, id: string): Promise<void> {
  const updated = await DeliveryModel.updateOne({ _id: id, wave }, { $set: { ...atRest, state: 'wrong' } });
  if (updated.matchedCount === 0) throw new NotFound('delivery:notFound');
}

/** The person wants no messages: their address is deleted at once, but links already sent still work. @throws NotFound */
export async function withdrawPerson(wave: string, id: string): Promise<void> {
  const updated = await DeliveryModel.updateOne(
    { _id: id, wave },
    { $set: { ...atRest, state: 'withdrawn' } },
  );
  if (updated.matchedCount === 0) throw new NotFound('delivery:notFound');
  await InvitationModel.updateOne({ _id: id, wave }, { $set: noAddress });
}

/** Queues messages again that were given up. */
export async function retryFailed(wave: string, now: Date): Promise<number> {
  const queued = { ...atRest, state: 'waiting', notBefore: now };
  return (await DeliveryModel.updateMany({ wave, state: 'failed' }, { $set: queued })).modifiedCount;
}
