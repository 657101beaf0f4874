/**
 * When a wave is counted or withdrawn, nobody needs to be reached any more: everything that could identify a person is deleted from
 * the invitations, the queue of messages and the people lists.
 */
import mongoose from 'mongoose';
import { BounceCountModel } from './bounce/bounceCount.ts';
import { AddressNoticeModel } from './delivery/addressNotice.ts';
import { DeliveryModel } from './delivery/delivery.ts';
import { InvitationModel, noAddress } from './invitation.ts';
import { PeopleListModel, PeopleRowModel } from './peopleList/peopleList.ts';

export async function forgetAddresses(wave: string): Promise<void> {
  await DeliveryModel.deleteMany({ wave });
  await AddressNoticeModel.deleteMany({ wave });
  await BounceCountModel.deleteOne({ _id: wave });
  const lists = await PeopleListModel.find({ wave }, { _id: 1 }).lean();
  await PeopleRowModel.deleteMany({ list: mongoose.trusted({ $in: lists.map(({ _id }) => _id) }) });
  await PeopleListModel.deleteMany({ wave });
  // With the driver itself: `address` is of the versions before, and the model no longer knows it.
  await InvitationModel.collection.updateMany({ wave }, { $set: noAddress, $unset: { address: '' } });
}
