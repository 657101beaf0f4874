/** What administrators do about single messages: correct an address, mark one as wrong, stop messages to a person. */
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { InvitationModel } from '../invitation.ts';
import { readMailAddress } from '../peopleList/readMailAddress.ts';
import { readMobile } from '../peopleList/readMobile.ts';
import { atRest, type Delivery, DeliveryModel, type MessageChannel } from './delivery.ts';

export function readAddress(channel: MessageChannel, typed: string): string | null {
  return channel === 'email' ? readMailAddress(typed) : readMobile(typed);
}

/** The delivery that goes to an address of the wave, as typed; null when there is none. */
export async function findDelivery(wave: string, typed: string): Promise<Delivery | null> {
  const mail = readMailAddress(typed);
  const spellings = [mail, mail?.toLowerCase(), readMobile(typed)].filter((one) => typeof one === 'string');
  for (const address of spellings) {
    const invitation = await InvitationModel.findOne({ wave, address }, { _id: 1 }).lean();
    const found = invitation && (await DeliveryModel.findById(invitation._id).lean());
    if (found) return found;
  }
  return null;
}

/**
 * A new address; the message is queued again. Whether the invitation was used stays untold: the queue finds out.
 * @throws NotFound; Conflict when another person of the wave has the address
 */
export async function correctAddress(wave: string, id: string, address: string, now: Date): Promise<void> {
  const taken = await InvitationModel.findOne({ wave, address }, { _id: 1 }).lean();
  if (taken && taken._id !== id) throw new Conflict('delivery:conflict.taken');
  const delivery = await DeliveryModel.findOne({ _id: id, wave }).lean();
  if (!delivery || delivery.state === 'withdrawn') throw new NotFound('delivery:notFound');
  await InvitationModel.updateOne({ _id: id, wave }, { $set: { address } });
  await DeliveryModel.updateOne(
    { _id: id },
    {
      $set: { ...atRest, state: 'waiting', notBefore: now, bounceToken: '' },
    },
  );
}

/** Nothing is sent there any more until it is corrected. @throws NotFound */
export async function markWrong(wave: string, id: string): Promise<void> {
  const done = await DeliveryModel.updateOne({ _id: id, wave }, { $set: { ...atRest, state: 'wrong' } });
  if (done.matchedCount === 0) throw new NotFound('delivery:notFound');
}

/** The person wants no messages: the address goes at once; what was sent still works. @throws NotFound */
export async function withdrawPerson(wave: string, id: string): Promise<void> {
  const done = await DeliveryModel.updateOne({ _id: id, wave }, { $set: { ...atRest, state: 'withdrawn' } });
  if (done.matchedCount === 0) throw new NotFound('delivery:notFound');
  await InvitationModel.updateOne({ _id: id, wave }, { $set: { address: null } });
}

/** Tries once more what was given up. */
export async function retryFailed(wave: string, now: Date): Promise<number> {
  const again = { ...atRest, state: 'waiting', notBefore: now };
  return (await DeliveryModel.updateMany({ wave, state: 'failed' }, { $set: again })).modifiedCount;
}
