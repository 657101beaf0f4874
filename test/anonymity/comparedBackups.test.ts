/**
 * Whoever holds backups of two days compares them: which rights were used in between, which ballots were added. Known people answer in a
 * known order; neither the files nor the order of anything in them says whose ballot is whose.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import mongoose from 'mongoose';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { hashCode } from '../../server/participation/code.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { testStoreSource, useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

const item = instrument().dimensions[0]!.items[0]!.id;

function bytesUnder(folder: string): Buffer {
  const parts = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return bytesUnder(path);
    const content = readFileSync(path);
    return content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content;
  });
  return Buffer.concat(parts);
}

const itemPlaces = (bytes: Buffer, ids: readonly string[]) => ids.map((id) => bytes.indexOf(id));
const rising = (values: readonly number[]) => values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);

describe('backups of two days', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let early: Buffer;
  let late: Buffer;
  /** In the order in which people answered. */
  const invitations: string[] = [];
  const ballots: string[] = [];

  before(async function () {
    this.timeout(120_000);
    test = await testApp();
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      invitations: 9,
      headcount: 30,
    });
    const [first, ...others] = open.codes.office1!;
    await answer(first!);
    early = await backedUp();
    for (const code of others) await answer(code);
    late = await backedUp();
  });

  async function answer(code: string) {
    const box = voter(test.app, open.wave._id);
    const credential = await box.credential(code);
    await box.ballot(credential, { items: { [item]: 3 } }).expect(201);
    const invitation = await InvitationModel.findOne({ codeHashes: hashCode(code) }).lean();
    invitations.push(invitation!._id);
    ballots.push(createHash('sha256').update(Buffer.from(credential.message, 'base64')).digest('hex'));
  }

  async function backedUp(): Promise<Buffer> {
    const folder = join(temporaryFolder('backup'), 'taken');
    await backupTo(folder, await testStoreSource());
    assert.ok(existsSync(folder));
    return bytesUnder(folder);
  }

  it('show which rights were used and which ballots came in between, and no more of them than that', async () => {
    assert.equal(await BallotModel.countDocuments({}), 9);
    for (const id of ballots.slice(1)) assert.ok(late.includes(id) && !early.includes(id));
    assert.ok(early.includes(ballots[0]!) && early.includes(invitations[0]!));
  });

  it('hold ballots and invitations in the order of their random names, not in that of answering', () => {
    for (const ids of [ballots, invitations]) {
      const places = itemPlaces(late, ids);
      assert.ok(places.every((place) => place >= 0));
      assert.deepEqual(
        rising(places).map((i) => ids[i]),
        [...ids].sort(),
      );
    }
  });

  it('leave a guess by order no better than chance', () => {
    const orderOf = (ids: readonly string[]) => rising(itemPlaces(late, ids));
    const [a, b] = [orderOf(invitations), orderOf(ballots)];
    const hits = a.filter((person, place) => b[place] === person).length;
    const bySorting = invitations.filter(
      (id, person) => [...ballots].sort()[[...invitations].sort().indexOf(id)] === ballots[person],
    ).length;
    assert.equal(hits, bySorting, 'the files order by name alone, and names are random');
  });

  it('hold no key: neither to open a ballot nor to sign one', () => {
    const { units } = JSON.parse(readFileSync(join(test.config.keyDir, open.wave._id, 'keys.json'), 'utf8'));
    assert.ok(units === undefined || typeof units === 'object');
    assert.ok(!late.includes('PRIVATE KEY') && !late.includes('signingKeys'));
    const keyFile = readFileSync(join(test.config.keyDir, open.wave._id, 'keys.json'), 'utf8');
    const secrets = [...keyFile.matchAll(/"([A-Za-z0-9+/=]{40,})"/g)].map(([, text]) => text!);
    const published = JSON.stringify(open.wave);
    const kept = secrets.filter((secret) => !published.includes(secret));
    assert.ok(kept.length > 0);
    for (const secret of kept) assert.ok(!late.includes(secret));
  });
});

describe('the oplog of a real MongoDB (skipped unless MONGODB_URI names a replica set)', () => {
  useDatabase();

  it('tells, while a wave runs, when a right was used and when a ballot came, and nothing that was answered', async function () {
    const hello = await mongoose.connection.db!.admin().command({ hello: 1 });
    if (!process.env.MONGODB_URI || !hello.setName) return this.skip();
    const test = await testApp();
    const open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 1 });
    const [code] = open.codes.office1!;
    const comment = 'نظری که هیچ‌جا نباید باشد';
    const question = instrument().openQuestions[0]!.id;
    await voter(test.app, open.wave._id).vote(code!, {
      items: { [item]: 3 },
      openAnswers: { [question]: comment },
    });
    const oplog = mongoose.connection.getClient().db('local').collection('oplog.rs');
    const entries = await oplog.find({ ns: /\.(invitations|ballots)$/ }).toArray();
    const text = JSON.stringify(entries);
    assert.ok(entries.some(({ ns, wall }) => ns.endsWith('.ballots') && wall instanceof Date));
    assert.ok(!text.includes(code!) && !text.includes(comment));
    for (const { o } of entries) assert.ok(!('items' in (o ?? {})));
  });
});
