/** The interface for programs: who is let in, what each role reads, and what a program is told when something is wrong. */
import assert from 'node:assert/strict';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { hashToken } from '../../server/accounts/oneTimeToken.ts';
import { endpoints } from '../../server/api/endpoints.ts';
import { problem } from '../../server/api/schemas/problem.ts';
import { ApiTokenModel, type TokenRole, tokenRoles } from '../../server/api/tokens/apiToken.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { PlanModel } from '../../server/plans/plan.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { planFields, planProvince } from '../plans/releasedWave.ts';
import { noon } from '../support/fixedClock.ts';
import { people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { type Program, program, tokenText } from './situation.ts';

const api = '/api/v1';

describe('the interface for programs', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let running: string;
  let plan: string;
  const of = {} as Record<TokenRole | 'north' | 'writer', Program>;

  before(async () => {
    test = await testApp();
    await planProvince();
    ({
      wave: { _id: running },
    } = await situation.openWave({ keyDir: test.config.keyDir, offices: 2, headcount: 45, invitations: 0 }));
    const grants = [{ office: 'root', from: null, to: null }];
    const manager = await signInAs(test.app, { ...people.manager, grants });
    const subject = { wave: 'wave', office: 'north', scope: 'own', dimension: 'trust' };
    const posted = await postForm(manager, '/desk/plans', { ...subject, ...planFields() });
    assert.equal(posted.status, 303, posted.text.slice(0, 300));
    plan = (await PlanModel.findOne().orFail().lean())._id;
    of.administrator = await program(test.app, { role: 'administrator' });
    of.writer = await program(test.app, { role: 'administrator', mayWrite: true });
    of.analyst = await program(test.app, { role: 'analyst' });
    of.manager = await program(test.app, { role: 'manager', offices: ['root', 'office1'] });
    of.north = await program(test.app, { role: 'manager', offices: ['north'] });
  });

  /** An address of each thing that can be asked for, by its id. */
  const addressOf = (id: string): string => {
    const found = endpoints.find((one) => one.id === id) ?? assert.fail(id);
    const wave = id === 'getParticipation' ? running : 'wave';
    const parts: Record<string, string> = { wave, office: 'north', plan };
    return `${api}${found.path.replaceAll(/\{(\w+)\}/g, (_, name) => parts[name] ?? '')}`;
  };

  it('lets nobody in without a token that is known and still valid, and says so in the language asked for', async () => {
    const expired = await tokenText({ role: 'analyst', days: 1 });
    const revoked = await tokenText({ role: 'analyst' });
    const set = (text: string, change: object) =>
      ApiTokenModel.updateOne({ hash: hashToken(text) }, { $set: change });
    await set(expired, { expiresAt: noon });
    await set(revoked, { revokedAt: noon });
    for (const header of [
      undefined,
      'Bearer wrong',
      'Basic c2FyYTp4',
      `Bearer ${expired}`,
      `Bearer ${revoked}`,
    ]) {
      const asked = supertest(test.app).get(`${api}/waves`).set('Accept-Language', 'en');
      const { status, headers, body } = await (header ? asked.set('Authorization', header) : asked);
      assert.equal(status, 401, header);
      assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
      assert.equal(headers['www-authenticate'], 'Bearer realm="farhangsanj"');
      assert.equal(headers['content-language'], 'en');
      assert.equal(problem.parse(body).title, 'A token is needed');
      assert.equal(headers['set-cookie'], undefined);
    }
    const { body, headers } = await supertest(test.app).get(`${api}/nowhere`);
    assert.deepEqual([body.title, headers['content-language']], ['کلید دسترسی لازم است', 'fa']);
  });

  it('keeps a token as a hash alone', async () => {
    const text = await tokenText({ role: 'manager', offices: ['north'] });
    const stored = JSON.stringify([await ApiTokenModel.find().lean(), await AuditModel.find().lean()]);
    assert.ok(!stored.includes(text.slice(3)));
  });

  it('answers each role what its endpoints are declared for, and 403 to the rest, without a session', async () => {
    for (const role of tokenRoles)
      for (const one of endpoints) {
        const { status, headers } = await of[role]
          [one.method](addressOf(one.id))
          .send(one.body ? {} : undefined);
        const allowed = one.roles.includes(role) && !one.body;
        assert.equal(status === 403, !allowed, `${role} ${one.id}: ${status}`);
        assert.equal(status === 200, allowed, `${role} ${one.id}: ${status}`);
        assert.equal(headers['set-cookie'], undefined);
      }
  });

  it('answers in the shape that is documented, for every endpoint', async () => {
    const sent: Record<string, object> = {
      createWave: { title: 'پیمایش بهار', instruments: ['culture'], offices: ['root', 'north'] },
      setHeadcount: { headcount: 51, was: 50 },
    };
    for (const one of endpoints) {
      const reader = one.body ? of.writer : one.roles.includes('analyst') ? of.analyst : of.administrator;
      const asked = reader[one.method](addressOf(one.id)).set('Idempotency-Key', `shape-of-${one.id}`);
      const { status, body, headers, text } = await (one.body ? asked.send(sent[one.id]) : asked);
      const described =
        one.answers[status] ?? assert.fail(`${one.id} answered ${status}: ${text.slice(0, 400)}`);
      if ('file' in described) assert.ok(headers['content-type']?.startsWith(described.file));
      else assert.equal(described.safeParse(body).error?.message, undefined, one.id);
    }
  });

  it('gives exactly the report that the command line prints, and nothing before the release', async () => {
    for (const [office, scope] of [
      ['root', 'subtree'],
      ['north', 'own'],
      ['south.joined', 'own'],
      ['c', 'own'],
    ] as const) {
      const { body } = await of.analyst.get(`${api}/waves/wave/reports/${office}?scope=${scope}`).expect(200);
      const printed = await runOnStore(
        'report',
        '--wave',
        'wave',
        '--office',
        office,
        '--scope',
        scope,
        '--json',
      );
      assert.deepEqual(body, JSON.parse(printed.stdout));
    }
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'counted' } });
    const { body } = await of.analyst.get(`${api}/waves/wave/reports/root`).expect(200);
    assert.deepEqual(body.responses, { suppressed: 'notYet' });
    const { body: compared } = await of.analyst.get(`${api}/waves/wave/comparison`).expect(200);
    assert.deepEqual(compared, { wave: 'wave', id: body.instruments[0].id, suppressed: 'notYet' });
    await of.analyst.get(`${api}/waves/wave/open-data`).expect(404);
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'released' } });
    await of.analyst.get(`${api}/waves/${running}/reports/office1`).expect(404);
  });

  it('shows a manager the offices of the token and all below, as the pages do', async () => {
    await of.north.get(`${api}/waves/wave/reports/north`).expect(200);
    await of.north.get(`${api}/waves/wave/reports/root`).expect(403);
    await of.north.get(`${api}/waves/wave/comparison`).expect(403);
    await of.north.get(`${api}/waves/${running}`).expect(404);
    await of.north.get(`${api}/waves/${running}/participation`).expect(404);
    const { body: list } = await of.north.get(`${api}/waves`).expect(200);
    assert.deepEqual(
      list.items.map(({ id }: { id: string }) => id),
      ['wave'],
    );
    const { body: wave } = await of.north.get(`${api}/waves/wave`).expect(200);
    assert.deepEqual(
      wave.offices.map(({ code }: { code: string }) => code),
      ['north'],
    );
    const { body: steps } = await of.manager.get(`${api}/waves/${running}/participation`).expect(200);
    assert.deepEqual(
      steps.units.map(({ code }: { code: string }) => code),
      ['office1'],
    );
    assert.equal(steps.total, null);
    const { body: plans } = await of.administrator.get(`${api}/plans`).expect(200);
    assert.equal('start' in plans.items[0], false);
    assert.ok((await of.manager.get(`${api}/plans`)).body.items[0].start);
  });

  it('hides the wave before from whoever may not read it', async () => {
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { previous: running } });
    const { body } = await of.analyst.get(`${api}/waves/wave/reports/north`).expect(200);
    assert.deepEqual(body.instruments[0].index.versus.previous, { unavailable: 'noPrevious' });
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { previous: null } });
  });

  it('says with an ETag that nothing has changed, and how many requests are left', async () => {
    const { headers } = await of.analyst.get(`${api}/waves/wave/reports/north`).expect(200);
    assert.match(headers.ratelimit ?? '', /^"token";r=\d+;t=\d+$/);
    assert.equal(headers['ratelimit-policy'], '"token";q=600;w=60');
    assert.equal(headers['cache-control'], 'private, no-cache');
    const again = of.analyst.get(`${api}/waves/wave/reports/north`).set('If-None-Match', headers.etag ?? '');
    assert.equal((await again).status, 304);
    const file = await of.analyst.get(`${api}/waves/wave/open-data/data.csv`).expect(200);
    const { body } = await of.analyst.get(`${api}/waves/wave/open-data`).expect(200);
    assert.equal(file.headers.etag, `"${body.sha256}"`);
    const sameFile = of.analyst
      .get(`${api}/waves/wave/open-data/data.csv`)
      .set('If-None-Match', `"${body.sha256}"`);
    assert.equal((await sameFile).status, 304);
  });

  it('gives a list in parts, each thing once', async () => {
    const codes: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next && `&cursor=${next}`;
      const part: { items: { code: string }[]; next: string | null } = (
        await of.administrator.get(`${api}/offices?limit=2${query}`).expect(200)
      ).body;
      codes.push(...part.items.map(({ code }) => code));
      next = part.next;
    }
    assert.equal(codes.length, await OfficeModel.countDocuments());
    assert.deepEqual(codes, [...new Set(codes)].sort());
    const { body } = await of.administrator.get(`${api}/offices?cursor=nonsense!`).expect(400);
    assert.equal(problem.parse(body).errors?.[0]?.parameter, 'cursor');
  });

  it('changes something once for one key, and another thing under the same key not at all', async () => {
    const draft = { title: 'پیش‌نویس برنامه', instruments: ['culture'], offices: ['north'] };
    const send = (body: object, key = 'draft-of-spring') =>
      of.writer.post(`${api}/waves`).set('Idempotency-Key', key).send(body);
    const [first, second] = await Promise.all([send(draft), send(draft)]);
    const third = await send(draft);
    assert.ok([first.status, second.status].every((status) => [201, 409].includes(status)));
    assert.deepEqual([third.status, third.headers['idempotency-replayed']], [201, 'true']);
    assert.equal(await WaveModel.countDocuments({ title: draft.title }), 1);
    assert.equal(third.headers.location, `${api}/waves/${third.body.id}`);
    assert.equal((await send({ ...draft, title: 'دیگر' })).status, 422);
    assert.equal((await of.writer.post(`${api}/waves`).send(draft)).status, 400);
    const refused = await send({ title: '', offices: ['nowhere'], color: 1 }, 'draft-that-is-wrong');
    assert.equal(refused.status, 422);
    assert.deepEqual(
      problem.parse(refused.body).errors?.map(({ pointer }) => pointer),
      ['#/title', '#/instruments', '#/color'],
    );
    const unknown = await send({ ...draft, offices: ['nowhere'] }, 'draft-that-is-wrong');
    assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [422, '#/offices']);
  });

  it('sets a headcount only where it is what the program takes it to be, and notes by whom', async () => {
    const address = `${api}/offices/northern/headcount`;
    await of.writer.put(address).send({ headcount: 12, was: null }).expect(200);
    const { body } = await of.writer
      .put(address)
      .set('Accept-Language', 'en')
      .send({ headcount: 20, was: null });
    assert.equal(body.status, 409);
    assert.match(body.detail, /is 12 now/);
    await of.writer.put(address).send({ headcount: 20, was: 12 }).expect(200);
    await of.writer.put(`${api}/offices/nowhere/headcount`).send({ headcount: 1, was: null }).expect(404);
    const entry = await AuditModel.findOne({ action: 'office.headcount' }).sort({ _id: -1 }).lean();
    assert.match(entry?.actor ?? '', /^token-/);
    const auditor = await signInAs(test.app, people.auditor);
    const page = await auditor.get('/desk/audit').expect(200);
    assert.match(page.text, /program of administrator/);
  });

  it('names every wrong request in its own form', async () => {
    const wrong: [Promise<supertest.Response>, number][] = [
      [of.analyst.get(`${api}/waves/wave/reports/north?scope=all`), 400],
      [of.analyst.get(`${api}/waves?pagesize=3`), 400],
      [of.analyst.get(`${api}/waves/wave/comparison?instrument=other`), 400],
      [of.analyst.get(`${api}/waves/%zz`), 400],
      [of.analyst.get(`${api}/waves/${'x'.repeat(500)}`), 404],
      [of.analyst.get(`${api}/nowhere`), 404],
      [of.writer.delete(`${api}/waves/wave`), 405],
      [of.writer.put(`${api}/offices/north/headcount`).type('form').send({ headcount: '1' }), 415],
      [of.writer.put(`${api}/offices/north/headcount`).type('json').send('{"headcount":'), 400],
      [of.writer.put(`${api}/offices/north/headcount`).send({ headcount: '1', was: 50 }), 422],
      [of.writer.put(`${api}/offices/north/headcount`).send({ headcount: 1, was: 'x'.repeat(300_000) }), 413],
      [of.administrator.put(`${api}/offices/north/headcount`).send({ headcount: 1, was: 50 }), 403],
    ];
    for (const [asked, expected] of wrong) {
      const { status, body, headers, text } = await asked;
      assert.equal(status, expected, text.slice(0, 300));
      assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
      assert.equal(problem.parse(body).status, expected);
    }
    const { headers } = await of.writer.delete(`${api}/waves/wave`);
    assert.equal(headers.allow, 'GET');
  });
});
