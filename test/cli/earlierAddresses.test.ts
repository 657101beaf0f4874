/**
 * Addresses that version 2 of the data stored as they were: raised, they are encrypted, found and sent to as before, and no byte of them is
 * left in the store's files. Only the backup that was taken before holds them, until a count destroys it.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { bringUpToDate } from '../../server/database/openStore.ts';
import { type AddressCipher, addressCipher } from '../../server/participation/addressCipher.ts';
import { findDelivery } from '../../server/participation/delivery/changeDelivery.ts';
import { deliveryTasks } from '../../server/participation/delivery/summariseDeliveries.ts';
import { forgetAddresses } from '../../server/participation/forgetAddresses.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { rowsToCorrect } from '../../server/participation/peopleList/summariseList.ts';
import { sealStoredAddresses } from '../../server/storedData/sealStoredAddresses.ts';
import { storedDataSteps } from '../../server/storedData/storedDataSteps.ts';
import { destroyWaveKeys } from '../../server/waves/keys/signingKeys.ts';
import { noon } from '../support/fixedClock.ts';
import { situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore, useDatabase } from '../support/testStore.ts';

const people = 1200;
const address = (n: number) => `earlier-person-${n}@example.ir`;
const raw = (name: string) => mongoose.connection.collection<{ _id: string } & Record<string, unknown>>(name);

describe('addresses that an earlier version stored', () => {
  useDatabase();
  let keyDir: string;
  let dataDir: string;
  let wave: string;
  let cipher: AddressCipher;

  beforeEach(async () => {
    keyDir = temporaryFolder('keys');
    wave = (await situation.openWave({ keyDir, offices: 1, invitations: 1 })).wave._id;
    cipher = addressCipher(keyDir, wave);
    const one = { wave, office: 'office1', unit: 'office1', channel: 'email', codeHashes: [], used: false };
    await raw('invitations').insertMany(
      Array.from({ length: people }, (_, n) => ({ ...one, _id: `i${n}`, address: address(n) })),
    );
    await raw('invitations').updateOne({ wave, channel: 'slip' }, { $set: { address: null } });
    await raw('deliveries').insertOne({
      _id: 'i0',
      ...one,
      purpose: 'invitation',
      state: 'refused',
      problem: '550 5.1.1',
      correction: { address: 'earlier-corrected@example.ir', askedBy: 'sara' },
    });
    await raw('addressNotices').insertOne({
      _id: 'n0',
      wave,
      channel: 'email',
      address: 'earlier-notice@example.ir',
      attempts: 0,
      notBefore: noon,
    });
    await raw('peopleLists').insertMany([
      { _id: 'l0', wave, state: 'ready', found: [] },
      { _id: 'l1', wave, state: 'broken', found: ['earlier-found@example.ir'] },
    ]);
    const row = { list: 'l0', row: 2, office: '', channel: '', problem: 'unknownOffice', of: 0 };
    const written = ['x', 'email', 'earlier-written@example.ir'];
    await raw('peopleRows').insertOne({ _id: 'l0:1', ...row, address: '', written });
    await raw('meta').insertOne({ _id: 'schema', version: 2 } as never);
    dataDir = temporaryFolder('data');
  });

  const raise = async (keys = keyDir) => {
    const raising = { steps: storedDataSteps({ keyDir: keys }), now: noon, say: () => {} };
    await bringUpToDate(await openTestStore(), dataDir, raising);
  };

  it('are encrypted, and found, shown and corrected as before', async () => {
    await raise();
    for (const name of ['invitations', 'deliveries', 'addressNotices', 'peopleLists', 'peopleRows'])
      assert.doesNotMatch(JSON.stringify(await raw(name).find().toArray()), /earlier-|"address"/, name);
    const sealed = await InvitationModel.find({ channel: 'email' }).lean();
    assert.deepEqual(
      sealed.map(({ sealedAddress }) => cipher.open(sealedAddress!)).sort(),
      Array.from({ length: people }, (_, n) => address(n)).sort(),
    );
    assert.equal((await findDelivery(wave, address(0).toUpperCase(), cipher))?._id, 'i0');
    const [task] = await deliveryTasks(wave, 10, cipher);
    assert.deepEqual(
      [task?.address, task?.correction?.address],
      [address(0), 'earlier-corrected@example.ir'],
    );
    const [row] = await rowsToCorrect('l0', 10, cipher);
    assert.equal(row?.written[2], 'earlier-written@example.ir');
    await raise();
  });

  it('leave no byte in the files of the embedded store', async function () {
    const { dataFolder } = await openTestStore();
    if (!dataFolder) return this.skip();
    await raise();
    const files = readdirSync(dataFolder, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) assert.ok(!readFileSync(join(dataFolder, name)).includes('earlier-'), name);
    assert.ok(existsSync(join(dataDir, 'backups')));
  });

  it('wait for the keys where these are missing, and are deleted with the others at the end', async () => {
    destroyWaveKeys(keyDir, wave);
    await raise();
    assert.equal(await raw('invitations').countDocuments({ address: { $exists: true } }), people);
    await forgetAddresses(wave);
    assert.equal(await raw('invitations').countDocuments({ address: { $exists: true } }), 0);
    await sealStoredAddresses(keyDir, wave);
  });
});
