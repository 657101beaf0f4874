/**
 * `npm run check:engine -- URI` (without an address: the embedded store): tells in some minutes whether the product may run on a server.
 * Tries the contract of the store, a whole small wave, and a line that is cut, in an empty database that it leaves empty.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { serverOptions } from '../../server/database/serverOptions.ts';
import { storeProblem } from '../../server/database/storeProblem.ts';
import { projectRoot } from '../../server/projectRoot.ts';

const files = [
  'test/database/contract.test.ts',
  'test/database/backup/roundTrip.test.ts',
  'test/campaigns/wholeWave.test.ts',
  'test/database/cutLine.test.ts',
];

const say = (line: string) => void process.stdout.write(`${line}\n`);

class Refused extends Error {}

async function withDatabase<T>(uri: string, work: (db: mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri, serverOptions(uri));
  try {
    await client.connect();
    return await work(client.db());
  } finally {
    await client.close();
  }
}

async function introduce(db: mongo.Db): Promise<void> {
  const [{ version = 'unknown' }, { setName, msg }] = await Promise.all([
    db.command({ buildInfo: 1 }),
    db.command({ hello: 1 }),
  ]);
  const kind = setName ? `replica set ${setName}` : msg === 'isdbgrid' ? 'shards' : 'one server alone';
  say(`Server that calls itself ${version}, ${kind}; database ${db.databaseName}.`);
}

async function requireEmpty(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (!name.startsWith('system.') && (await db.collection(name).findOne({})))
      throw new Refused(
        `The database ${db.databaseName} is not empty (collection ${name}), and the check empties it: name another one in the address.`,
      );
}

async function leaveNothing(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (!name.startsWith('system.')) await db.collection(name).drop();
}

function runTests(uri: string | undefined): number {
  const { MONGODB_URI: _, ...env } = process.env;
  const mocha = join(projectRoot, 'node_modules/.bin/mocha');
  const reporter = ['--reporter', join(projectRoot, 'test/support/tableReporter.ts')];
  const options = {
    cwd: projectRoot,
    stdio: 'inherit' as const,
    env: { ...env, ...(uri && { MONGODB_URI: uri }) },
  };
  return spawnSync(mocha, [...reporter, ...files], options).status ?? 1;
}

const [uri] = process.argv.slice(2);
try {
  if (uri) await withDatabase(uri, async (db) => [await introduce(db), await requireEmpty(db)]);
  else say('The embedded store.');
  const failed = runTests(uri);
  if (uri) await withDatabase(uri, leaveNothing);
  say(
    failed === 0
      ? 'The product may run on it.'
      : 'The product must not run on it: see the rows that failed, and server/database/README.md.',
  );
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`${storeProblem(error) ?? (error as Error).message}\n`);
  process.exit(1);
}
