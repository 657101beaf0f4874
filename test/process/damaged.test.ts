/** A damaged store at `npm start`: one line that names the file and `restore`, before anything listens, and never a first administrator. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { AccountModel } from '../../server/accounts/account.ts';
import { createAccount } from '../../server/accounts/createAccount.ts';
import { LostAccounts, requireSoundAccounts } from '../../server/accounts/requireSoundAccounts.ts';
import { useDatabase } from '../support/testStore.ts';
import { buildFirst, newFolder, printed, start, stop } from './program.ts';

describe('npm start on a damaged store', function () {
  this.timeout(120_000);
  before(buildFirst);

  it('names the file and restore in one line, and offers nothing', async () => {
    const folder = newFolder();
    const first = start(folder);
    await printed(first, /first-administrator/);
    await stop(first);
    const file = join(folder, 'data/data.mdb');
    const whole = readFileSync(file);
    // In the middle of the file lie the offices; each page says which it is in its first bytes.
    const used = Array.from({ length: whole.length / 4096 - 2 }, (_, page) => page + 2);
    const leaf = used.filter((page) => whole.readUInt16LE(page * 4096 + 18) === 2).at(-1) ?? 2;
    const damage = [
      () => {
        const descriptor = openSync(file, 'r+');
        for (const page of used) writeSync(descriptor, Buffer.from([0xff]), 0, 1, page * 4096 + 3);
        closeSync(descriptor);
      },
      () => writeFileSync(file, ''),
      () => writeFileSync(file, whole.subarray(0, leaf * 4096)),
    ];
    for (const each of damage) {
      writeFileSync(file, whole);
      each();
      const again = start(folder);
      const [code] = await once(again.child, 'close');
      assert.equal(code, 1);
      assert.equal(again.out(), '', 'it neither listens nor offers anything');
      assert.equal(again.err().trim().split('\n').length, 1, again.err());
      assert.match(again.err(), /data\.mdb is damaged \(.*restore/);
    }
  });
});

describe('accounts that the audit trail knows and the store has lost', () => {
  useDatabase();
  const now = new Date();
  const person = { username: 'narges', displayName: 'نرگس', role: 'administrator' as const, grants: [] };
  const accounts = () => mongoose.connection.collection<{ _id: string }>('accounts');

  it('keep a first administrator from being offered', async () => {
    await requireSoundAccounts();
    const { _id } = await createAccount(person, 'cli', now);
    await requireSoundAccounts();
    const stored = (await accounts().findOne({ _id })) ?? assert.fail();
    const altered = [
      { ...stored, role: 'adminisurator' },
      { ...stored, disabled: true },
      { ...stored, disbbled: false },
      null,
    ];
    for (const one of altered) {
      await accounts().deleteMany({});
      if (one) await accounts().insertOne(one);
      await assert.rejects(requireSoundAccounts(), LostAccounts, JSON.stringify(one));
    }
    await AccountModel.deleteMany({});
  });
});
