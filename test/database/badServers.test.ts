/**
 * Servers that the product cannot use, each told in one sentence that says what to do: at the start, on the command line and by healthz.
 * A proxy plays those that cannot be had here.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import type { Document } from 'bson';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { connect } from '../../server/database/connect.ts';
import { missingFeatures } from '../../server/database/prepareCollections.ts';
import { requireAtomicUpdates } from '../../server/database/requireServer.ts';
import { serverOptions } from '../../server/database/serverOptions.ts';
import { storeProblem } from '../../server/database/storeProblem.ts';
import { deleteExpiredSessions } from '../../server/http/storedSession.ts';
import { selfSigned } from '../process/selfSigned.ts';
import { type BehindProxy, behindProxy } from '../support/behindProxy.ts';
import { appOnOpenStore } from '../support/testApp.ts';
import type { WireProxy } from '../support/wireProxy.ts';

type Meddle = WireProxy['meddle'];

const nameOf = (command: Document) => Object.keys(command)[0] ?? '';
const writes = ['insert', 'update', 'delete', 'findAndModify', 'create', 'createIndexes'];
const refusing =
  (code: number, names: string[], words = ''): Meddle =>
  (command) =>
    names.includes(nameOf(command))
      ? { reply: { ok: 0, code, codeName: `Code${code}`, errmsg: `refused ${words}` } }
      : undefined;
const greeting =
  (changes: Document): Meddle =>
  (command) =>
    ['hello', 'ismaster'].includes(nameOf(command))
      ? { change: (reply) => ({ ...reply, ...changes }) }
      : undefined;
const spoken = { serverApi: { version: '1' as const } };
const waiting = (ms: number) => `serverSelectionTimeoutMS=${ms}`;
/** For a server that can be had: a slow machine may take its time to greet it. */
const patient = waiting(3000);
/** For one that cannot: what is wrong with it is known soon, or, on a slow machine, at the second try. */
const patiences = [300, 20_000];
const secret = 'a-secret-of-somebody';
const members = { setName: 'rs0', hosts: ['127.0.0.1:1'], me: '127.0.0.1:1', setVersion: 1 };
const notAuthorized = `not authorized on x to execute command { createIndexes: "ballots", key: "${secret}" }`;

interface Bad {
  server: string;
  meddle?: Meddle;
  options?: string;
  uri?: string;
  extra?: typeof spoken;
  says: RegExp;
}

const bad: Bad[] = [
  {
    server: 'older than the product needs',
    meddle: greeting({ maxWireVersion: 13 }),
    says: /too old.* 6\.0 or newer.*Upgrade/,
  },
  {
    server: 'too old for the driver',
    meddle: greeting({ maxWireVersion: 8 }),
    extra: spoken,
    says: /too old.* 6\.0 or newer/,
  },
  {
    server: 'without the right to create indexes',
    meddle: refusing(13, ['createIndexes'], notAuthorized),
    says: /\(createIndexes\)|may not do.*readWrite/,
  },
  { server: 'that refuses every write', meddle: refusing(13, writes), says: /may not do.*role readWrite/ },
  {
    server: 'with another password',
    meddle: refusing(18, ['saslStart']),
    uri: 'mongodb://user:wrong@HOST/x?directConnection=true&authMechanism=SCRAM-SHA-256',
    says: /refuses the user name or the password.*authSource/,
  },
  { server: 'whose name nobody knows', uri: 'mongodb://db.invalid/x', says: /name db\.invalid .*not known/ },
  {
    server: 'whose service record nobody knows',
    uri: 'mongodb+srv://db.invalid/x',
    says: /name \S*db\.invalid .*not known/,
  },
  {
    server: 'that does not listen',
    uri: 'mongodb://127.0.0.1:1/x',
    says: /Nothing answers at 127\.0\.0\.1:1/,
  },
  {
    server: 'whose socket is gone',
    uri: 'mongodb://%2Ftmp%2Fnowhere.sock/x',
    says: /Nothing answers at \S*nowhere\.sock/,
  },
  {
    server: 'that is a secondary',
    // Nor a member of shards, as some engines call themselves.
    meddle: greeting({ isWritablePrimary: false, msg: '' }),
    extra: spoken,
    says: /not the primary.*name all hosts/,
  },
  {
    server: 'that lost its primary',
    meddle: refusing(10107, ['create', 'createIndexes']),
    says: /takes no writes.*rs\.status/,
  },
  {
    server: 'of another replica set',
    meddle: greeting({ ...members, ismaster: true, isWritablePrimary: true }),
    options: 'replicaSet=other',
    extra: spoken,
    says: /No host .*member of the replica set/,
  },
  {
    server: 'whose quota is used up',
    meddle: refusing(
      8000,
      ['create', 'createIndexes'],
      'you are over your space quota, using 513 MB of 512 MB',
    ),
    says: /quota .*make room|quota raised/,
  },
  {
    server: 'that was told to take no writes',
    meddle: refusing(371, ['create', 'createIndexes']),
    says: /told to take no writes.*allow them/,
  },
  {
    server: 'that was started to be read only',
    meddle: refusing(
      20,
      ['create', 'createIndexes'],
      'Cannot execute an operation that writes in read-only mode',
    ),
    says: /takes no writes.*read-only/,
  },
  {
    server: 'where the user is kept in another database',
    meddle: refusing(18, ['saslStart']),
    uri: 'mongodb://user:right@HOST/x?directConnection=true&authMechanism=SCRAM-SHA-256&authSource=x',
    says: /authSource/,
  },
  {
    server: 'with too few members for the number that the address names',
    meddle: greeting({ hosts: ['h1:1', 'h2:1', 'h3:1', 'h4:1', 'h5:1'] }),
    options: 'w=2',
    extra: spoken,
    says: /w=2, and 3 of the 5 members/,
  },
  {
    server: 'whose certificate no known authority has signed',
    uri: 'mongodb://SECURE/x?tls=true',
    says: /secure line .*tlsCAFile/,
  },
  { server: 'that speaks no TLS', uri: 'mongodb://CLOSING/x?tls=true', says: /secure line .*tls=true only/ },
  {
    server: 'without room',
    meddle: refusing(14031, ['create', 'createIndexes']),
    says: /disk .*full.*make room/,
  },
  {
    server: 'with too few members',
    meddle: refusing(100, ['create', 'createIndexes']),
    says: /Too few members/,
  },
];

describe('a server that cannot be used', function () {
  this.timeout(60_000);
  let store: BehindProxy;
  /** Ends each line as a server without TLS does that is greeted with it. */
  const closing = createServer((socket) => socket.on('data', () => socket.destroy()));
  const secure = createSecureServer(selfSigned(), () => undefined);
  const placeOf = (server: { address(): unknown }) => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  before(async () => {
    await once(secure.listen(0, '127.0.0.1'), 'listening');
    store = await behindProxy();
    await once(closing.listen(0, '127.0.0.1'), 'listening');
  });
  after(async () => {
    closing.close();
    secure.close();
    await store.close();
  });
  afterEach(() => {
    store.proxy.meddle = () => undefined;
  });

  for (const { server, meddle, options = '', uri, extra = {}, says } of bad)
    it(`is told from others: one ${server}`, async () => {
      if (meddle) store.proxy.meddle = meddle;
      const place = uri
        ?.replace('HOST', new URL(store.proxy.uri).host)
        .replace('CLOSING', placeOf(closing))
        .replace('SECURE', placeOf(secure));
      const addressOf = (ms: number) =>
        place
          ? `${place}${place.includes('?') ? '&' : '?'}${waiting(ms)}`
          : store.uri(`${options}&${waiting(ms)}`);
      let error: unknown;
      for (const ms of patiences) {
        error = await connect({ mongodbUri: addressOf(ms), dataDir: '' }, extra).then(
          () => assert.fail('it was taken'),
          (reason: unknown) => reason,
        );
        if (says.test(storeProblem(error) ?? '')) break;
      }
      const sentence = storeProblem(error) ?? '';
      assert.match(sentence, says, String(error));
      assert.doesNotMatch(sentence, new RegExp(`\n|${secret}`));
      assert.equal(mongoose.connection.readyState, 0);
    });

  it('is one that an address makes lose what was acknowledged, and is refused before anything is asked', () => {
    const refused: [string, RegExp][] = [
      ['w=1', /w=1/],
      ['w=0', /w=0/],
      ['journal=false', /journal=false/],
      ['readPreference=secondaryPreferred', /readPreference=secondaryPreferred/],
      ['readConcernLevel=available', /readConcernLevel=available/],
      ['readPreference=secondary', /readPreference=secondary/],
      ['wtimeoutMS=0', /wtimeoutMS=0/],
      ['socketTimeoutMS=0', /socketTimeoutMS=0/],
      ['serverSelectionTimeoutMS=0', /serverSelectionTimeoutMS=0/],
      ['nonsense=1', /cannot be read/],
    ];
    for (const [options, words] of refused)
      assert.throws(
        () => serverOptions(`mongodb://h1/x?${options}`),
        (error) => words.test(storeProblem(error) ?? ''),
      );
    assert.throws(() => serverOptions('mongodb://user:p@ss:word@h/x'), /cannot be read/);
    assert.doesNotThrow(() => serverOptions('mongodb://h1,h2,h3/x?retryWrites=false&w=3'));
    const named = serverOptions('mongodb://h1,h2/x?W=2&Journal=true&retrywrites=false&socketTimeoutMS=5');
    for (const name of ['w', 'journal', 'retryWrites', 'socketTimeoutMS']) assert.ok(!(name in named), name);
    assert.equal(named.readPreference, 'primary');
  });

  it('is one that never answers: nothing waits for it without end', () => {
    const { w, journal, wtimeoutMS, readConcernLevel, socketTimeoutMS } = serverOptions(
      'mongodb://h1,h2/x',
    ) as Record<string, unknown>;
    assert.deepEqual([w, journal, readConcernLevel], ['majority', true, 'majority']);
    assert.ok(Number(wtimeoutMS) > 0 && Number(socketTimeoutMS) > 0);
  });

  it('is one that loses writes, and is not started on', async () => {
    await store.open(patient);
    let additions = 0;
    store.proxy.meddle = (command) => {
      if (!JSON.stringify(command.updates ?? '').includes('$inc')) return undefined;
      additions += 1;
      return additions > 10 ? { reply: { ok: 1, n: 1, nModified: 1 } } : undefined;
    };
    await assert.rejects(
      requireAtomicUpdates(mongoose.connection.db!),
      /loses writes.* of 16 additions .* kept 10/,
    );
    store.proxy.meddle = () => undefined;
    await requireAtomicUpdates(mongoose.connection.db!);
    assert.equal(await store.db.collection('meta').countDocuments(), 0);
  });

  it('is told by healthz while it lasts, and nothing is refused for good', async () => {
    await store.open(patient);
    const { app } = await appOnOpenStore();
    const health = async () => (await supertest(app).get('/healthz')).body;
    assert.deepEqual(await health(), { status: 'ok' });
    const ask = () =>
      supertest(app)
        .post('/w/wave/right')
        .set('Accept', 'application/json')
        .send({ code: '0123-4567-89AB-CDEF-GHJK' });
    const failing: [Meddle, RegExp][] = [
      [refusing(13, writes, notAuthorized), /readWrite/],
      [refusing(14031, writes), /make room/],
      [refusing(371, writes), /allow them again/],
      [refusing(20, writes, 'writes in read-only mode'), /read-only/],
      [refusing(8000, writes, 'over your space quota'), /quota/],
      // After either the driver looks for another server, for a while.
      [refusing(10107, writes), /no writes/],
      [() => ({ cut: 'request' }), /line to the database was cut|does not answer/],
    ];
    for (const [meddle, words] of failing) {
      store.proxy.meddle = meddle;
      const { status, reason } = await health();
      assert.equal(status, 'unavailable');
      assert.match(reason, words);
      assert.doesNotMatch(reason, new RegExp(secret));
    }
    assert.equal((await ask()).status, 503);
    store.proxy.meddle = () => undefined;
    let status = 503;
    for (let tries = 0; tries < 50 && status === 503; tries += 1) ({ status } = await ask());
    assert.equal(status, 404);
    assert.deepEqual(await health(), { status: 'ok' });
  });

  it('is not written to for every question of a stranger', async () => {
    await store.open(patient);
    const { app } = await appOnOpenStore();
    let probes = 0;
    store.proxy.meddle = (command) => {
      if (writes.includes(nameOf(command))) probes += 1;
      return undefined;
    };
    const questions = 120;
    for (let asked = 0; asked < questions; asked += 20)
      await Promise.all(Array.from({ length: 20 }, () => supertest(app).get('/healthz').expect(200)));
    assert.ok(probes > 0 && probes <= questions / 4, `${probes} writes`);
  });

  it('is taken when it cannot let sessions expire or cluster, which is said', async () => {
    store.proxy.meddle = (command) => {
      const asks = JSON.stringify(command);
      return /"expireAfterSeconds"|"clusteredIndex"/.test(asks)
        ? { reply: { ok: 0, code: 238, codeName: 'NotImplemented', errmsg: 'not implemented yet' } }
        : undefined;
    };
    await store.db.dropCollection('sessions').catch(() => undefined);
    await store.open(patient);
    const indexes = await store.db.collection('sessions').indexes();
    assert.deepEqual(indexes.map(({ name }) => name).sort(), [
      '_id_',
      'expires_1',
      'session.passport.user_1',
    ]);
    assert.match((await missingFeatures()).join('\n'), /sessions expire by itself/);
    const sessions = store.db.collection<{ _id: string; expires: Date }>('sessions');
    await sessions.insertMany([
      { _id: 'old', expires: new Date(1000) },
      { _id: 'young', expires: new Date(3000) },
    ]);
    await deleteExpiredSessions(new Date(2000));
    assert.deepEqual(
      (await sessions.find().toArray()).map(({ _id }) => _id),
      ['young'],
    );
    // Once the server has learnt it, the plain index that is there keeps nothing from starting.
    store.proxy.meddle = (command) =>
      JSON.stringify(command).includes('"expireAfterSeconds"')
        ? {
            reply: { ok: 0, code: 85, codeName: 'IndexOptionsConflict', errmsg: 'exists with other options' },
          }
        : undefined;
    await store.open(patient);
    assert.match((await missingFeatures()).join('\n'), /sessions expire by itself/);
    store.proxy.meddle = () => undefined;
    await sessions.drop();
  });
});
