// Broken and hostile messages on the socket: an error or a closed connection, never a crash. Sends mutated copies
// of real messages from a fixed seed; FUZZ_FRAMES sets how many (3,000).
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { mongo } from 'mongoose';
import { type Embedded, startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';
import { temporaryFolder } from './separateStore.ts';

const { BSON } = mongo;
const frames = Number(process.env.FUZZ_FRAMES ?? 3000);
const framesPerConnection = 10;

describe('the socket', () => {
  const folder = temporaryFolder();
  let store: Embedded;
  let path: string;
  before(async () => {
    store = await startEmbedded({ folder });
    path = decodeURIComponent(store.uri.slice('mongodb://'.length).split('/')[0]!);
  });
  after(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('survives mutated messages and goes on answering', async function () {
    this.timeout(120_000 + frames * 5);
    const random = generator(2024);
    for (let sent = 0; sent < frames; sent += framesPerConnection) {
      const batch = Array.from({ length: framesPerConnection }, () => mutate(pick(samples, random), random));
      await send(path, Buffer.concat(batch));
    }
    assert.deepEqual((await ask(path, message({ ping: 1, $db: 'test' }))).ok, 1);
    assert.deepEqual((await store.verify()).problems, []);
  });

  it('closes on an impossible length, an unknown opcode and a message that never ends', async () => {
    const huge = message({ ping: 1, $db: 'test' });
    huge.writeInt32LE(0x7fffffff, 0);
    const negative = message({ ping: 1, $db: 'test' });
    negative.writeInt32LE(-1, 0);
    const unknown = message({ ping: 1, $db: 'test' });
    unknown.writeInt32LE(2012, 12);
    for (const each of [huge, negative, unknown]) assert.equal((await send(path, each)).length, 0);
    await send(path, message({ insert: 'a', documents: [{}], $db: 'test' }).subarray(0, 40));
  });

  it('answers everything that came before a client stopped sending, in order', async () => {
    const requests = [11, 12, 13].map((id, at) => {
      const each = message(
        at === 1 ? { insert: 'a', documents: [{}], $db: 'test' } : { ping: 1, $db: 'test' },
      );
      each.writeInt32LE(id, 4);
      return each;
    });
    const answered: number[] = [];
    const bytes = await send(path, Buffer.concat(requests));
    for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at)) answered.push(bytes.readInt32LE(at + 8));
    assert.deepEqual(answered, [11, 12, 13]);
  });

  it('refuses documents nested deeper than 100 levels and larger than 16 MB', async () => {
    let deep: mongo.Document = {};
    for (let level = 0; level < 120; level++) deep = { deep };
    assert.equal((await ask(path, message({ insert: 'a', documents: [deep], $db: 'test' }))).code, 15);
    BSON.setInternalBufferSize(20 * 1024 * 1024);
    const large = await ask(
      path,
      message({ insert: 'a', documents: [{ text: 'a'.repeat(17 * 1024 * 1024) }], $db: 'test' }),
    );
    assert.equal(large.writeErrors?.[0]?.code ?? large.code, 10334);
  });

  it('refuses a text that is not UTF-8, short or long, at any depth, and stores nothing of it', async () => {
    const texts = ['wrong', 'x'.repeat(5000)].flatMap((text) => [{ text }, { deep: [{ text }] }]);
    for (const document of texts) {
      const bytes = message({ insert: 'texts', documents: [{ before: 'sound' }, document], $db: 'test' });
      bytes[bytes.lastIndexOf(document.text ?? document.deep[0]!.text) + 2] = 0xff;
      const reply = await ask(path, bytes);
      assert.equal(reply.ok, 0);
      assert.match(String(reply.errmsg), /UTF-8/);
    }
    assert.equal((await ask(path, message({ count: 'texts', $db: 'test' }))).n, 0);
    assert.deepEqual((await store.verify()).problems, []);
  });

  it('names an unknown command, field and option', async () => {
    const codes = [
      [{ mapReduce: 'a', $db: 'test' }, 59, 'mapReduce'],
      [{ find: 'a', collation: { locale: 'fa' }, $db: 'test' }, 40415, 'collation'],
      [{ find: 'a', filter: { $where: '1' }, $db: 'test' }, 2, '$where'],
      [{ aggregate: 'a', pipeline: [{ $lookup: {} }], cursor: {}, $db: 'test' }, 40324, '$lookup'],
      [
        { aggregate: 'a', pipeline: [{ $group: { _id: 1, n: { $top: 1 } } }], cursor: {}, $db: 'test' },
        15952,
        '$top',
      ],
      [
        { aggregate: 'a', pipeline: [{ $group: { _id: { $rand: {} } } }], cursor: {}, $db: 'test' },
        168,
        '$rand',
      ],
      [
        { aggregate: 'a', pipeline: [{ $limit: 1 }, { $match: {} }], cursor: {}, $db: 'test' },
        40324,
        '$match',
      ],
      [
        { aggregate: 'a', pipeline: [{ $group: { _id: 1, n: { $sum: '$a' } } }], cursor: {}, $db: 'test' },
        15952,
        '$sum',
      ],
      [{ createIndexes: 'a', indexes: [{ key: { a: 'text' }, name: 'a' }], $db: 'test' }, 67, 'text'],
      [{ find: 'a', startTransaction: true, autocommit: false, $db: 'test' }, 20, 'transaction'],
    ] as const;
    for (const [command, code, name] of codes) {
      const answer = await ask(path, message(command));
      assert.equal(answer.code, code, JSON.stringify(answer));
      assert.match(answer.errmsg, /not in the embedded store; set MONGODB_URI$/);
      assert.ok(answer.errmsg.includes(name));
    }
  });
});

function message(command: mongo.Document): Buffer {
  const body = BSON.serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

const samples = [
  message({ hello: 1, $db: 'admin' }),
  message({ insert: 'a', documents: [{ a: 1, b: ['x', { c: new Date(0) }] }], $db: 'test' }),
  message({ find: 'a', filter: { a: { $gte: 1, $in: [1, 2] } }, sort: { b: -1 }, limit: 5, $db: 'test' }),
  message({
    update: 'a',
    updates: [{ q: { a: 1 }, u: { $set: { 'b.c': 'é' } }, upsert: true }],
    $db: 'test',
  }),
  message({ aggregate: 'a', pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {}, $db: 'test' }),
  message({ createIndexes: 'a', indexes: [{ key: { b: 1 }, name: 'b_1' }], $db: 'test' }),
  message({ delete: 'a', deletes: [{ q: { a: 2 }, limit: 0 }], $db: 'test' }),
  message({ findAndModify: 'a', query: { a: 1 }, update: { $inc: { a: 1 } }, new: true, $db: 'test' }),
];

/** Numbers from 0 to below `limit`, always the same for one seed (mulberry32). */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const pick = <T>(list: T[], random: (limit: number) => number): T => list[random(list.length)]!;

function mutate(sample: Buffer, random: (limit: number) => number): Buffer {
  const copy = Buffer.from(sample);
  const kind = random(4);
  for (let times = 1 + random(4); times > 0; times--) {
    // Mostly behind the header: a broken length ends the connection and hides what follows.
    const at = random(10) === 0 ? random(16) : 16 + random(copy.length - 16);
    if (kind === 0) copy[at] = random(256);
    else if (kind === 1) copy[at] = copy[at]! ^ (1 << random(8));
    else if (kind === 2 && at + 4 <= copy.length)
      copy.writeInt32LE(pick([-1, 0, 1, 0x7fffffff, -0x80000000, 5], random), at);
    else copy.copy(copy, at, 16, 16 + random(copy.length - at));
  }
  return random(20) === 0 ? copy.subarray(0, random(copy.length)) : copy;
}

/** Sends bytes, ends the sending side, and resolves with everything that came back until the store closed. */
function send(path: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket: Socket = connect(path, () => socket.end(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

async function ask(path: string, bytes: Buffer): Promise<mongo.Document> {
  const answer = await send(path, bytes);
  return BSON.deserialize(answer.subarray(21));
}
