// kill -9 at any moment under mixed load: nothing acknowledged is lost, indexes agree with documents, and the next
// start needs no repair. KILLS sets how often (2); the moments are counted in acknowledged writes, from a fixed seed.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { temporaryFolder } from './separateStore.ts';

const kills = Number(process.env.KILLS ?? 2);
const program = fileURLToPath(new URL('./busyStore.ts', import.meta.url));

interface Acknowledged {
  present: Set<string>;
  changed: Set<string>;
  deleted: Set<string>;
  counts: Map<string, number>;
  writes: number;
}

describe('a store killed under load', () => {
  let folder: string;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has lost nothing it acknowledged', async function () {
    this.timeout(120_000 + kills * 60_000);
    const known: Acknowledged = {
      present: new Set(),
      changed: new Set(),
      deleted: new Set(),
      counts: new Map(),
      writes: 0,
    };
    let seed = 12345;
    for (let round = 0; round < kills; round++) {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      await liveAndDie(folder, round, known, 1 + (seed % 900));
    }
    await liveAndDie(folder, kills, known, 0);
    if (process.env.KILLS)
      console.log(`      ${kills} kills, ${known.writes} acknowledged writes, none lost`);
  });
});

/** One life: checks what earlier lives acknowledged, lets it write, and kills it after so many acknowledgements. */
async function liveAndDie(folder: string, round: number, known: Acknowledged, writes: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder, String(round)]);
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  try {
    await check(await firstLine(lines, child), known);
    if (writes > 0) await collect(lines, child, known, writes);
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

async function firstLine(lines: Interface, child: ChildProcessWithoutNullStreams): Promise<string> {
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const exited = once(child, 'exit').then(() => assert.fail(`the store did not start: ${complaint}`));
  const [line] = await Promise.race([once(lines, 'line'), exited]);
  exited.catch(() => {});
  return line;
}

async function check(greeting: string, known: Acknowledged): Promise<void> {
  const { uri, problems } = JSON.parse(greeting) as { uri: string; problems: string[] };
  assert.deepEqual(problems, []);
  const client = await mongo.MongoClient.connect(uri);
  const stored = await client.db().collection<{ _id: string; tags: string[] }>('ballots').find({}).toArray();
  const counters = await client.db().collection<{ _id: number; n: number }>('counters').find({}).toArray();
  await client.close();
  const byId = new Map(stored.map((each) => [each._id, each]));
  const lost = [...known.present].filter((id) => !byId.has(id) && !known.deleted.has(id));
  // The last change of a life may have been on disk before its acknowledgement was read: more is fine, less is not.
  const returned = [...known.deleted].filter((id) => byId.has(id));
  const unchanged = [...known.changed].filter(
    (id) => byId.has(id) && !byId.get(id)!.tags.includes('changed'),
  );
  assert.deepEqual(
    { lost: lost.filter((id) => !mayBeDeleted(id)), returned, unchanged },
    { lost: [], returned: [], unchanged: [] },
  );
  for (const [id, count] of known.counts)
    assert.ok((counters.find(({ _id }) => String(_id) === id)?.n ?? 0) >= count);
}

/** Every fifth write of a writer deletes an earlier one; that may be done but not yet told when the kill comes. */
const mayBeDeleted = (id: string): boolean => Number(id.split('-')[2]) % 5 === 2;

async function collect(
  lines: Interface,
  child: ChildProcessWithoutNullStreams,
  known: Acknowledged,
  writes: number,
): Promise<void> {
  child.stdin.write('go\n');
  let left = writes;
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      const [word, id] = line.split(' ') as [string, string];
      if (word === 'inserted') known.present.add(id);
      if (word === 'changed') known.changed.add(id);
      if (word === 'deleted') known.deleted.add(id);
      if (word === 'counted') known.counts.set(id, (known.counts.get(id) ?? 0) + 1);
      known.writes++;
      if (--left === 0) child.kill('SIGKILL');
    });
    lines.once('close', resolve);
  });
}
