/**
 * Turns the good rows of a list into invitations and waiting deliveries, batch by batch. Every row carries the id of its
 * invitation, so interrupted work can be resumed without inviting anybody twice; a finished row is deleted at once.
 */
import mongoose, { type mongo } from 'mongoose';
import type { Clock } from '../../clock.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { type AddressCipher, addressCipher, sealAddress } from '../addressCipher.ts';
import { atRest, type Delivery, DeliveryModel, type MessageChannel } from '../delivery/delivery.ts';
import { forgetAddresses } from '../forgetAddresses.ts';
import { type Invitation, InvitationModel } from '../invitation.ts';
import { type PeopleList, PeopleListModel, PeopleRowModel } from './peopleList.ts';
import type { ListChannel } from './readListRow.ts';
import { type OpenRow, openRow } from './sealRow.ts';

const batchSize = 2000;

/** @param max how many people of each office may hold an invitation in total */
export async function inviteRows(
  list: Pick<PeopleList, '_id'>,
  wave: Pick<Wave, '_id' | 'offices'>,
  max: ReadonlyMap<string, number>,
  { clock, keyDir }: { clock: Clock; keyDir: string },
): Promise<void> {
  const cipher = addressCipher(keyDir, wave._id);
  const units = new Map(wave.offices.map(({ code, unit }) => [code, unit]));
  for (;;) {
    const stored = await PeopleRowModel.find({ list: list._id, problem: '' })
      .sort({ _id: 1 })
      .limit(batchSize)
      .lean();
    if (stored.length === 0) break;
    const rows = stored.map((row) => openRow(row, cipher));
    const addressed = rows.filter(({ channel }) => channel !== 'slip');
    await storeInvitations(wave._id, addressed, { units, cipher });
    const full = await deleteAboveMax(wave._id, addressed, max);
    const invited = addressed.filter(({ office }) => !full.has(office));
    await storeDeliveries(wave._id, invited, clock.now());
    const finished = rows.filter(({ office, channel }) => channel === 'slip' || !full.has(office));
    await PeopleRowModel.deleteMany({ _id: mongoose.trusted({ $in: finished.map(({ _id }) => _id) }) });
    const count = (channel: string) => invited.filter((row) => row.channel === channel).length;
    await PeopleListModel.updateOne(
      { _id: list._id },
      {
        $inc: { done: rows.length, 'invited.email': count('email'), 'invited.sms': count('sms') },
        $set: { beatAt: clock.now() },
      },
    );
  }
  const finished = await PeopleListModel.updateOne({ _id: list._id }, { $set: { state: 'done' } });
  // The wave was withdrawn or the list deleted meanwhile: nothing of it may stay behind.
  const isOver = finished.matchedCount === 0 && !(await WaveModel.exists({ _id: wave._id, state: 'open' }));
  if (isOver) await forgetAddresses(wave._id);
}

async function storeInvitations(
  wave: string,
  rows: OpenRow[],
  { units, cipher }: { units: ReadonlyMap<string, string>; cipher: AddressCipher },
) {
  const made = rows.map(
    ({ invitation, office, channel, address }): Invitation => ({
      _id: invitation,
      wave,
      office,
      unit: units.get(office) ?? office,
      codeHashes: [],
      channel: channel as ListChannel,
      ...sealAddress(cipher, address),
      used: false,
      blindedHash: null,
    }),
  );
  await insertMissing(InvitationModel, made);
}

async function storeDeliveries(wave: string, rows: OpenRow[], now: Date) {
  const made = rows.map(
    ({ invitation, office, channel }): Delivery => ({
      ...atRest,
      _id: invitation,
      wave,
      office,
      channel: channel as MessageChannel,
      purpose: 'invitation',
      state: 'waiting',
      notBefore: now,
      bounceToken: '',
      correction: null,
      round: '',
    }),
  );
  await insertMissing(DeliveryModel, made);
}

/** Stores those that do not exist yet, with the driver itself, because thousands of mongoose documents take seconds. */
async function insertMissing<T extends { _id: string }>(model: mongoose.Model<T>, documents: T[]) {
  if (documents.length === 0) return;
  const collection = model.collection as unknown as mongo.Collection<{ _id: string }>;
  await collection.insertMany(documents, { ordered: false }).catch((error: { code?: number }) => {
    if (error.code !== 11000) throw error;
  });
}

/** Codes made by hand at the same moment may have filled an office: invitations that came too late are deleted, and their rows say why. */
async function deleteAboveMax(
  wave: string,
  rows: OpenRow[],
  max: ReadonlyMap<string, number>,
): Promise<Set<string>> {
  const above = new Set<string>();
  for (const office of new Set(rows.map((row) => row.office))) {
    const invited = await InvitationModel.countDocuments({ wave, office });
    if (invited <= (max.get(office) ?? 0)) continue;
    above.add(office);
    const late = rows.filter((row) => row.office === office);
    await InvitationModel.deleteMany({
      _id: mongoose.trusted({ $in: late.map(({ invitation }) => invitation) }),
    });
    const ids = mongoose.trusted({ $in: late.map(({ _id }) => _id) });
    await PeopleRowModel.updateMany({ _id: ids }, { $set: { problem: 'aboveHeadcount' } });
  }
  return above;
}
