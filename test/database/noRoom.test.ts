/**
 * A database that has no room, for every kind of write: each says so, nothing is half-done, and the same is done once there is room.
 * A proxy plays the server that refuses them.
 */
import assert from 'node:assert/strict';
import type { Document } from 'bson';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import supertest, { type Response } from 'supertest';
import { peopleListsFinished } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { makeBackupKeys } from '../../server/database/backup/backupKeys.ts';
import { isOutOfSpace } from '../../server/database/isOutOfSpace.ts';
import { deliveryJob } from '../../server/participation/delivery/deliveryJob.ts';
import { jobsOf } from '../../server/process/jobs.ts';
import { backupJob } from '../../server/system/backups/backupJob.ts';
import { planFields, planProvince } from '../plans/releasedWave.ts';
import { sendIdea } from '../suggestions/sender.ts';
import { type BehindProxy, behindProxy } from '../support/behindProxy.ts';
import { inviteAddresses } from '../support/inbox.ts';
import { type MailServer, mailServer } from '../support/mailServer.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { appOnOpenStore, type TestApp } from '../support/testApp.ts';
import { voter } from '../support/voter.ts';

const writes = ['insert', 'update', 'findAndModify'];
const noRoom = { ok: 0, code: 14031, codeName: 'OutOfDiskSpace', errmsg: 'no space' };
const count = (collection: string) => mongoose.connection.collection(collection).countDocuments({});

describe('a database without room', function () {
  this.timeout(120_000);
  let store: BehindProxy;
  let mail: MailServer;
  let test: TestApp;
  let open: OpenWave;
  let agents: Record<'administrator' | 'manager' | 'analyst', Agent>;
  const fill = () => {
    store.proxy.meddle = (command: Document) =>
      writes.includes(Object.keys(command)[0] ?? '') ? { reply: noRoom } : undefined;
  };
  const makeRoom = () => {
    store.proxy.meddle = () => undefined;
  };

  before(async () => {
    [store, mail] = await Promise.all([behindProxy(), mailServer()]);
    await store.open();
    const backup = { dir: temporaryFolder('data'), key: makeBackupKeys().publicText, at: '00:00', keep: 2 };
    test = await appOnOpenStore(
      {
        mongodbUri: store.uri(),
        mail: { smtpUrl: mail.url, from: 'survey@example.ir', perMinute: 60 },
        backup: { ...backup, hook: undefined, hookEnvironment: {} },
      },
      { renderPdf: async () => Buffer.from('%PDF') },
    );
    await planProvince();
    open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 2 });
    const grants = [{ office: 'north', from: null, to: null }];
    agents = {
      administrator: await signInAs(test.app, people.administrator),
      manager: await signInAs(test.app, { ...people.manager, grants }),
      analyst: await signInAs(test.app, people.analyst),
    };
  });
  afterEach(makeRoom);
  after(async () => {
    await mail.stop();
    await store.close();
  });

  /** As a page or as JSON: no room, and nobody is told to come back in a few seconds. */
  const assertSaysSo = (kind: string, { status, type, body, text, headers }: Response) => {
    assert.equal(status, 503, `${kind}: ${text.slice(0, 300)}`);
    assert.ok(Number(headers['retry-after']) >= 60, kind);
    if (type === 'application/json') assert.equal(body.error.key, 'errors:outOfSpace', kind);
    else assert.match(load(text)('main').text(), /سرور جایی برای ذخیره ندارد/, kind);
  };

  async function upload(path: string, from: string, name: string, content: string) {
    const page = await agents.administrator.get(from).expect(200);
    const post = agents.administrator.post(path).field('_csrf', csrfOf(page.text));
    return post.attach('file', Buffer.from(content), name);
  }

  /** By kind: what somebody does, and the collection in which it must show exactly once in the end (null: nothing of its own). */
  const kinds = (): [string, string | null, () => Promise<Response>][] => {
    const base = `/desk/waves/${open.wave._id}`;
    const account = { username: 'omid', displayName: 'Omid', role: 'auditor' };
    const plan = { wave: 'wave', office: 'north', scope: 'own', dimension: 'trust', ...planFields() };
    const list = 'واحد,راه,نشانی\noffice1,رایانامه,a@example.ir\n';
    const instrument = JSON.stringify({ ...open.wave.instruments[0], id: 'own', title: { fa: 'تازه' } });
    return [
      ['desk form', 'accounts', () => postForm(agents.administrator, '/desk/accounts', account)],
      ['plan', 'plans', () => postForm(agents.manager, '/desk/plans', plan)],
      [
        'people list',
        'peopleLists',
        () => upload(`${base}/people-lists`, `${base}/people-lists`, 'list.csv', list),
      ],
      ['headcount', null, () => postForm(agents.administrator, '/desk/offices/c/headcount', headcount)],
      [
        'instrument',
        'instruments',
        () => upload('/desk/instruments', '/desk/instruments', 'instrument.json', instrument),
      ],
      [
        'kit of an office',
        null,
        () => Promise.resolve(agents.analyst.get('/desk/reports/wave/north/kit/summary.pdf')),
      ],
      [
        'export of reports',
        null,
        () => Promise.resolve(agents.analyst.get('/desk/waves/wave/open-data/reports.csv')),
      ],
      ['backup asked for', null, () => postForm(agents.administrator, '/desk/system/backups', {})],
      ['suggestion', 'waitingSuggestions', async () => (await sendIdea(test.app, { office: 'north' })).reply],
      ['sign-in', null, signInOnce],
    ];
  };
  const headcount = { headcount: '7', note: 'فهرست حقوق مهر' };
  async function signInOnce(): Promise<Response> {
    const stranger = supertest.agent(test.app);
    const token = csrfOf((await stranger.get('/desk/sign-in')).text);
    const typed = { _csrf: token, username: people.analyst.username, password: 'wrong' };
    return stranger.post('/desk/sign-in').type('form').send(typed);
  }

  it('is told by every kind of write, and each is done once when there is room', async () => {
    for (const [kind, collection, act] of kinds()) {
      const before = collection && (await count(collection));
      fill();
      assertSaysSo(kind, await act());
      makeRoom();
      if (collection) assert.equal(await count(collection), before, `${kind}: nothing half-done`);
      const done = await act();
      assert.ok(done.status < 400 || (kind === 'sign-in' && done.status === 422), `${kind}: ${done.status}`);
      await peopleListsFinished();
      if (collection) assert.equal(await count(collection), Number(before) + 1, kind);
    }
  });

  it('loses no right and no answer: both are repeated as they are', async () => {
    const someone = voter(test.app, open.wave._id);
    const [code = ''] = open.codes.office1 ?? [];
    const [item = ''] = open.wave.instruments[0]!.dimensions.flatMap(({ items }) =>
      items.map(({ id }) => id),
    );
    const answers = { items: { [item]: 4 }, openAnswers: {} };
    const { body: right } = await someone.right(code);
    const blinded = await someone.blind(right.unit);
    fill();
    assertSaysSo('signature', await someone.sign(code, blinded));
    makeRoom();
    const { body: signed } = await someone.sign(code, blinded);
    const credential = await someone.unblind(blinded, signed.signature);
    fill();
    assertSaysSo('ballot', await someone.ballot(credential, answers));
    makeRoom();
    assert.equal(await count('ballots'), 0);
    for (const status of [201, 201]) assert.equal((await someone.ballot(credential, answers)).status, status);
    assert.equal(await count('ballots'), 1);
  });

  it('sends no message twice and forgets none', async () => {
    const place = { wave: open.wave._id, keyDir: test.config.keyDir };
    await inviteAddresses(place, test.clock.now(), ['b@example.ir', 'c@example.ir']);
    const round = () => deliveryJob(test.config).run(test.clock, () => false);
    fill();
    await assert.rejects(round(), (error) => isOutOfSpace(error));
    assert.equal(mail.taken.length, 0);
    makeRoom();
    await round();
    assert.equal(mail.taken.length, 2);
    await round();
    assert.equal(mail.taken.length, 2);
  });

  it('stops no job for good: each fails for that reason or has nothing to write, and does its work later', async () => {
    const jobs = jobsOf(test.config, 'a secret of the tests');
    fill();
    for (const { name, run, close } of jobs) {
      const failed = await run(test.clock, () => false).then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(failed === undefined || isOutOfSpace(failed), `${name}: ${String(failed)}`);
      close?.();
    }
    makeRoom();
    for (const { name, run, close } of jobsOf(test.config, 'a secret of the tests')) {
      await assert.doesNotReject(
        run(test.clock, () => false),
        name,
      );
      close?.();
    }
    const { event } = (await backupJob(test.config).run(test.clock, () => false)) ?? {};
    assert.equal(event, undefined, 'the backup was taken by the round before');
  });
});
