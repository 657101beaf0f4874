// A data file in which a byte has flipped: the store says so and names the file, or nothing that a start decides by is lost. It never
// crashes and never looks new. DAMAGE_FLIPS and DAMAGE_SEED make it longer and another.
import assert from 'node:assert/strict';
import {
  closeSync,
  cpSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';
import { DamagedStore, UnreadableStore } from '../../../server/database/embedded/storage/checkDataFile.ts';
import { randomFrom } from '../../disclosure/provinces.ts';
import { temporaryFolder } from './separateStore.ts';

const flips = Number(process.env.DAMAGE_FLIPS ?? 12);
const seed = Number(process.env.DAMAGE_SEED ?? 1405);

interface Sent {
  _id: string;
  [field: string]: unknown;
}

async function withStore<T>(folder: string, use: (db: mongo.Db) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ folder, onFailure: () => undefined });
  const client = await mongo.MongoClient.connect(store.uri);
  try {
    return await use(client.db());
  } finally {
    await client.close();
    await store.close();
  }
}

/** What a start decides by: which collections there are, who signs in, how much there is of the rest. */
async function summaryOf(db: mongo.Db) {
  const accounts = await db.collection<Sent>('accounts').find().sort({ _id: 1 }).toArray();
  const collections = await db.listCollections().toArray();
  return {
    names: collections.map(({ name }) => name).sort(),
    usernames: accounts.map(({ username }) => username),
    rows: await db.collection('rows').countDocuments(),
  };
}

async function fill(db: mongo.Db): Promise<void> {
  await db.collection('accounts').createIndex({ username: 1 }, { unique: true });
  const people = Array.from({ length: 40 }, (_, at) => ({
    _id: `p${at}`,
    username: `user${at}`,
    role: 'manager',
  }));
  await db.collection<Sent>('accounts').insertMany(people);
  await db.collection('rows').createIndex({ unit: 1 });
  const rows = Array.from({ length: 2500 }, (_, at) => ({
    unit: `unit${at % 60}`,
    text: 'x'.repeat(at % 200),
  }));
  await db.collection('rows').insertMany(rows);
  await db.collection('long').insertOne({ text: 'y'.repeat(60_000) });
  await db.collection('rows').deleteMany({ unit: 'unit7' });
}

/** Changes one byte, somewhere in a page that begins there. */
function flip(file: string, page: number, random: () => number): void {
  const descriptor = openSync(file, 'r+');
  const at = page * 4096 + Math.floor(random() * 4096);
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << Math.floor(random() * 8));
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

describe('a data file that is damaged', function () {
  this.timeout(120_000 + flips * 5000);
  let whole: string;
  let folder: string;
  let before: Awaited<ReturnType<typeof summaryOf>>;
  let pages: number;

  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(whole, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  this.beforeAll(async () => {
    whole = temporaryFolder();
    await withStore(whole, fill);
    before = await withStore(whole, summaryOf);
    const descriptor = openSync(join(whole, 'data.mdb'), 'r');
    pages = fstatSync(descriptor).size / 4096;
    closeSync(descriptor);
  });
  this.afterAll(() => rmSync(whole, { recursive: true, force: true }));

  const file = () => join(folder, 'data.mdb');
  const refused = (error: Error) =>
    error instanceof DamagedStore &&
    error.message.startsWith(`${file()} is damaged (`) &&
    /nothing was changed: restore a backup/.test(error.message);

  it(`is refused by name, or has lost nothing, wherever one of ${flips} bits has flipped (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    let refusals = 0;
    for (let turn = 0; turn < flips; turn += 1) {
      cpSync(join(whole, 'data.mdb'), file());
      const page = Math.floor(random() * pages);
      flip(file(), page, random);
      const damaged = readFileSync(file());
      const after = await withStore(folder, summaryOf).catch((error: Error) => {
        assert.ok(refused(error), `flip ${turn} in page ${page}: ${error.stack}`);
        assert.ok(readFileSync(file()).equals(damaged), 'the damaged file was changed');
        refusals += 1;
        return null;
      });
      if (after) assert.deepEqual(after.names, before.names, `flip ${turn} in page ${page}`);
      if (after) assert.deepEqual(after.usernames, before.usernames, `flip ${turn} in page ${page}`);
    }
    assert.ok(refusals > flips / 40, `only ${refusals} were noticed`);
  });

  it('is refused when a page of it is empty, when its end is missing, when it is all there is not', async () => {
    const size = pages * 4096;
    const zero = (page: number) => {
      const descriptor = openSync(file(), 'r+');
      writeSync(descriptor, Buffer.alloc(4096), 0, 4096, page * 4096);
      closeSync(descriptor);
    };
    const tried = [0, 1].map((page) => () => zero(page));
    for (const damage of [
      ...tried,
      () => truncateSync(file(), size / 2),
      () => truncateSync(file(), 0),
      () => rmSync(file()),
    ]) {
      cpSync(join(whole, 'data.mdb'), file());
      damage();
      await assert.rejects(startEmbedded({ folder }), refused);
    }
  });

  it('is said to be unreadable where it is no file, and what to do', async () => {
    rmSync(file());
    mkdirSync(file());
    await assert.rejects(
      startEmbedded({ folder }),
      (error: Error) =>
        error instanceof UnreadableStore &&
        /data\.mdb cannot be read \(EISDIR\).*restore/.test(error.message),
    );
  });
});
