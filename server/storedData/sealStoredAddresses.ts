/**
 * Encrypts the addresses that versions 1 and 2 of the data stored as they were: of invitations, people lists, corrections and notices. A
 * wave whose keys are not in KEY_DIR keeps them as they are until `wave keys` puts the keys back; meanwhile nobody can answer it.
 */
import mongoose, { type mongo } from 'mongoose';
import { eraseStoreFiles } from '../database/eraseDeleted.ts';
import { type AddressCipher, addressCipher, sealAddress } from '../participation/addressCipher.ts';
import { waveKeysPresent } from '../waves/keys/waveKeysFile.ts';

const batchSize = 1000;
const present = { $exists: true };

/** Documents as they are stored, which the models of today no longer describe. */
interface Stored extends mongo.Document {
  _id: string;
}
const stored = (name: string) =>
  mongoose.connection.collection<Stored>(name) as unknown as mongo.Collection<Stored>;

/** Idempotent. At the end nothing of the former bytes is left in the files of the embedded store. */
export async function sealAllAddresses(keyDir: string): Promise<void> {
  for await (const { _id } of stored('waves').find({}, { projection: { _id: 1 } }))
    await sealStoredAddresses(keyDir, _id);
  await eraseStoreFiles();
}

/** What is left of one wave; nothing where its keys are not in KEY_DIR. */
export async function sealStoredAddresses(keyDir: string, wave: string): Promise<void> {
  await stored('invitations').updateMany({ wave, address: null }, { $unset: { address: '' } });
  await stored('peopleLists').updateMany({ wave, found: [] }, { $set: { found: '' } });
  if (!waveKeysPresent(keyDir, wave)) return;
  const cipher = addressCipher(keyDir, wave);
  await change('invitations', { wave, address: present }, ({ address }) => ({
    $set: sealAddress(cipher, address),
    $unset: { address: '' },
  }));
  await change('addressNotices', { wave, address: present }, ({ address }) => ({
    $set: { sealedAddress: cipher.seal(address) },
    $unset: { address: '' },
  }));
  await change('deliveries', { wave, 'correction.address': present }, ({ correction }) => ({
    $set: { correction: { sealedAddress: cipher.seal(correction.address), askedBy: correction.askedBy } },
  }));
  for (const list of await stored('peopleLists').find({ wave }).toArray()) await sealList(list, cipher);
}

async function sealList({ _id, found }: Stored, cipher: AddressCipher): Promise<void> {
  if (Array.isArray(found))
    await stored('peopleLists').updateOne({ _id }, { $set: { found: cipher.seal(JSON.stringify(found)) } });
  await change('peopleRows', { list: _id, address: present }, ({ address, written }) => ({
    $set: { sealed: cipher.seal(JSON.stringify({ address, written })) },
    $unset: { address: '', written: '' },
  }));
}

/** Changes all documents that the filter finds; a changed one is found no more, so an interrupted run goes on where it was. */
async function change(
  name: string,
  filter: mongo.Filter<Stored>,
  update: (document: Stored) => mongo.UpdateFilter<Stored>,
): Promise<void> {
  for (;;) {
    const batch = await stored(name).find(filter).limit(batchSize).toArray();
    if (batch.length === 0) return;
    await stored(name).bulkWrite(
      batch.map((document) => ({
        updateOne: { filter: { _id: document._id }, update: update(document) },
      })),
      { ordered: false },
    );
  }
}
