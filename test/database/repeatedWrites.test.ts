/** Writes that are sent again as they are when their reply is lost: each use of them has its reason, and each comes to the same as once. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Document } from 'bson';
import type { mongo } from 'mongoose';
import { PointModel } from '../../server/kiosks/point.ts';
import type { BehindProxy } from '../support/behindProxy.ts';
import { faults } from '../support/lineFaults.ts';
import { lines, openBehind, patient } from '../support/playedLines.ts';

const uses = /\.(findOneAnd\w+|findByIdAnd\w+|updateMany|bulkWrite|bulkSave|replaceOne|deleteMany)\(/g;

describe('writes that are asked for again as they are', () => {
  it('are each named with the reason why that does no harm', () => {
    const table = readFileSync('server/database/repeatedWrites.md', 'utf8');
    const named = [...table.matchAll(/^\| `(\S+\.ts)` \| (.*?) \| (.{10,}) \|$/gm)].flatMap(
      ([, file, writes = '']) => [...writes.matchAll(/`(\w+)`/g)].map(([, write]) => `${file} ${write}`),
    );
    const used = readdirSync('server', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/^(demo|database)\//.test(file))
      .flatMap((file) => [
        ...new Set(
          [...readFileSync(`server/${file}`, 'utf8').matchAll(uses)].map(([, write]) => `${file} ${write}`),
        ),
      ]);
    assert.deepEqual(named.sort(), used.sort());
  });
});

type Documents = mongo.Collection<{ _id: string; n: number; list?: string[] }>;

interface Write {
  name: string;
  command: string;
  run(documents: Documents): Promise<unknown>;
  /** What is there afterwards. */
  leaves: object[];
}

const stored = () => [
  { _id: 'a', n: 1 },
  { _id: 'b', n: 1 },
];
const writes: Write[] = [
  {
    name: 'updateMany',
    command: 'update',
    run: (documents) => documents.updateMany({ n: 1 }, { $set: { n: 2 } }),
    leaves: [
      { _id: 'a', n: 2 },
      { _id: 'b', n: 2 },
    ],
  },
  {
    name: 'deleteMany',
    command: 'delete',
    run: (documents) => documents.deleteMany({ n: 1 }),
    leaves: [],
  },
  {
    name: 'replaceOne',
    command: 'update',
    run: (documents) => documents.replaceOne({ _id: 'c' }, { n: 3 }, { upsert: true }),
    leaves: [...stored(), { _id: 'c', n: 3 }],
  },
  {
    name: 'findOneAndUpdate',
    command: 'findAndModify',
    run: (documents) => documents.findOneAndUpdate({ _id: 'a' }, { $set: { n: 4 } }),
    leaves: [
      { _id: 'a', n: 4 },
      { _id: 'b', n: 1 },
    ],
  },
  {
    name: 'bulkWrite',
    command: 'update',
    run: (documents) =>
      documents.bulkWrite(
        ['a', 'b'].map((_id) => ({ updateOne: { filter: { _id }, update: { $addToSet: { list: 'x' } } } })),
      ),
    leaves: [
      { _id: 'a', n: 1, list: ['x'] },
      { _id: 'b', n: 1, list: ['x'] },
    ],
  },
];
/** What would be two of it is left to whoever asked. */
const adding: Write[] = [
  {
    name: 'updateMany',
    command: 'update',
    run: (documents) => documents.updateMany({}, { $inc: { n: 1 } }),
    leaves: [],
  },
  {
    name: 'bulkWrite',
    command: 'update',
    run: (documents) =>
      documents.bulkWrite([{ updateOne: { filter: { _id: 'a' }, update: { $push: { list: 'x' } } } }]),
    leaves: [],
  },
];
const played = faults.filter(({ name }) => /is cut|10107|91.*done all/.test(name));

/** An address may ask the driver not to repeat; then the product does it alone. */
const alone = {
  ...lines[1]!,
  name: 'on a replica set with retryWrites=false',
  options: lines[1]!.options.replace(/retry(Writes|Reads)=true/g, 'retry$1=false'),
};

for (const line of [...lines, alone])
  describe(`writes that come to the same twice, ${line.name}`, function () {
    this.timeout(60_000);
    let store: BehindProxy;
    const calm = () => line.arm(store, () => undefined);
    before(async function () {
      store = await openBehind(patient(line), this);
    });
    after(() => store?.close());
    const points = () => store.db.collection('points') as unknown as Documents;

    /** @returns how often the fault was met */
    async function strike({ command: name, run }: Write, meddling: (typeof faults)[0]['meddling']) {
      await points().deleteMany({});
      await points().insertMany(stored());
      let met = 0;
      line.arm(store, (command: Document) => {
        if (command[name] !== points().collectionName || met > 0) return undefined;
        met += 1;
        return meddling;
      });
      try {
        await run(PointModel.collection as unknown as Documents);
      } finally {
        calm();
        assert.equal(met, 1);
      }
    }

    for (const { name, meddling } of played)
      it(`are done although ${name}`, async () => {
        for (const write of writes) {
          await strike(write, meddling);
          assert.deepEqual(await points().find({}).sort({ _id: 1 }).toArray(), write.leaves, write.name);
        }
      });

    if (!line.extra.serverApi)
      it('are told from those that would add twice, whose error stands', async () => {
        for (const write of adding) {
          await assert.rejects(strike(write, { cut: 'reply' }), write.name);
          const [{ n, list } = { n: 0 }] = await points().find({ _id: 'a' }).toArray();
          assert.deepEqual([n, list ?? []], write.name === 'bulkWrite' ? [1, ['x']] : [2, []]);
        }
      });
  });
