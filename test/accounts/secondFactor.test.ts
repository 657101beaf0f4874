/** The second step of signing in: obligatory for administrators over https, a code once, recovery codes once, asked again before what matters. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import jsqr from 'jsqr';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { FactorsModel } from '../../server/accounts/secondFactor/factors.ts';
import { readConfig } from '../../server/config.ts';
import { translator } from '../../server/i18n/translator.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { account, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import {
  addApp,
  answerPage,
  appWith,
  givePassword,
  lettersOn,
  page,
  signInWithApp,
} from '../support/secondFactor.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');
const decode = jsqr as unknown as (
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
) => { data: string } | null;
const persian = (digits: string) => digits.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]!);
const { administrator, analyst } = people;

describe('the second step of signing in', () => {
  useDatabase();
  let test: TestApp;
  const later = (seconds: number) => test.clock.set(new Date(test.clock.now().getTime() + seconds * 1000));
  beforeEach(async () => {
    test = await testApp();
  });

  it('is obligatory for administrators where pages are reached over https, unless a setting says otherwise', async () => {
    assert.equal(readConfig({ BASE_URL: 'https://f.example.ir' }).secondFactor, 'required');
    assert.equal(readConfig({ TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' }).secondFactor, 'required');
    const off = { BASE_URL: 'https://f.example.ir', SECOND_FACTOR: 'optional' };
    assert.equal(readConfig(off).secondFactor, 'optional');
    assert.equal(readConfig({}).secondFactor, 'optional');
    const { app } = await testApp({ secondFactor: 'required' });
    const agent = await signInAs(app, administrator);
    for (const path of ['', '/waves', '/accounts/new', '/account'])
      await agent.get(`/desk${path}`).expect(303).expect('Location', page);
    assert.match((await agent.get(page).expect(200)).text, new RegExp(t('secondFactor:required')));
    const made = await postForm(agent, '/desk/accounts', { displayName: 'x', username: 'xyz' }, page);
    assert.equal(made.headers.location, page, 'nothing is done either');
    await addApp(agent, test.clock.now());
    await agent.get('/desk/waves').expect(200);
    await (await signInAs(app, analyst)).get('/desk').expect(200);
  });

  it('shows the secret as a QR code and as letters, takes Persian digits, and gives ten recovery codes once', async () => {
    const agent = await signInAs(test.app, analyst);
    const form = await agent.get(`${page}/app`).expect(200);
    const letters = lettersOn(form.text);
    assert.match(readQr(form.text), new RegExp(`^otpauth://totp/.*secret=${letters}`));
    const pending = String(load(form.text)('[name=pending]').val());
    const send = (code: string, currentPassword: string) =>
      agent
        .post(`${page}/app`)
        .type('form')
        .send({ _csrf: csrfOf(form.text), pending, code, currentPassword });
    const code = appWith(letters).codeAt(test.clock.now());
    assert.match((await send(code, 'wrong')).text, new RegExp(t('accounts:errors.currentPassword')));
    assert.match(
      (await send('000000', 'چهار واژهٔ بی‌ربط کنار هم')).text,
      new RegExp(t('secondFactor:errors.wrong')),
    );
    assert.equal(await FactorsModel.countDocuments(), 0);
    const shown = await send(
      `${persian(code.slice(0, 3))} ${persian(code.slice(3))}`,
      'چهار واژهٔ بی‌ربط کنار هم',
    );
    assert.equal(load(shown.text)('.recovery-codes li').length, 10);
    const stored = JSON.stringify(await FactorsModel.find().lean());
    assert.ok(!stored.includes(letters), 'the secret is sealed');
    for (const one of load(shown.text)('.recovery-codes .code').toArray())
      assert.ok(!stored.includes(load(one).text().replaceAll('-', '')), 'codes are hashed');
    assert.doesNotMatch((await agent.get(page).expect(200)).text, /class="recovery-codes"/);
  });

  it('asks for a code after the password, gives no session before, and takes each code once', async () => {
    const { app } = await signInWithApp(test.app, administrator, test.clock.now());
    const { agent, answer } = await givePassword(test.app, administrator);
    assert.equal(answer.status, 200);
    await agent.get('/desk').expect(303);
    const used = await answerPage(agent, answer.text, { code: app.codeAt(test.clock.now()) });
    assert.match(used.text, new RegExp(t('secondFactor:errors.used')));
    later(30);
    const code = app.codeAt(test.clock.now());
    await answerPage(agent, answer.text, { code }).expect(303);
    await agent.get('/desk').expect(200);
    const second = await givePassword(test.app, administrator);
    const replayed = await answerPage(second.agent, second.answer.text, { code });
    assert.match(replayed.text, new RegExp(t('secondFactor:errors.used')));
  });

  it('lets one of two requests with the same code in', async () => {
    const { app } = await signInWithApp(test.app, analyst, test.clock.now());
    later(60);
    const code = app.codeAt(test.clock.now());
    const tries = await Promise.all([1, 2, 3].map(() => givePassword(test.app, analyst)));
    const answers = await Promise.all(
      tries.map(({ agent, answer }) => answerPage(agent, answer.text, { code })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422, 422]);
  });

  it('counts codes before they are looked at, and locks after eight, also for the right one', async () => {
    const { app } = await signInWithApp(test.app, analyst, test.clock.now());
    later(60);
    const { agent, answer } = await givePassword(test.app, analyst);
    const tries = await Promise.all(
      Array.from({ length: 30 }, () => answerPage(agent, answer.text, { code: '000000' })),
    );
    assert.equal(tries.filter(({ status }) => status === 422).length, 8);
    assert.equal(tries.filter(({ status }) => status === 429).length, 22);
    const right = await answerPage(agent, answer.text, { code: app.codeAt(test.clock.now()) });
    assert.equal(right.status, 429);
    assert.equal(await AuditModel.countDocuments({ action: 'account.codeFailed' }), 8);
    assert.equal(await AuditModel.countDocuments({ action: 'account.lockedOut' }), 1);
  });

  it('takes a recovery code in the place of the app, once', async () => {
    const { app } = await signInWithApp(test.app, analyst, test.clock.now());
    const [first = ''] = app.recoveryCodes;
    for (const status of [303, 422]) {
      const { agent, answer } = await givePassword(test.app, analyst);
      await answerPage(agent, answer.text, { recoveryCode: ` ${first.toUpperCase()} ` }).expect(status);
    }
    assert.equal((await FactorsModel.findOne().orFail().lean()).recoveryHashes.length, 9);
    assert.ok(await AuditModel.exists({ action: 'account.recoveryCodeUsed', actor: analyst.username }));
  });

  it('forgets a password that was given ten minutes ago, or that has been changed since', async () => {
    const { agent: desk, app } = await signInWithApp(test.app, analyst, test.clock.now());
    later(60);
    const [early, late] = [await givePassword(test.app, analyst), await givePassword(test.app, analyst)];
    const fresh = 'قایق کوچک زیر باران پاییزی';
    const current = 'چهار واژهٔ بی‌ربط کنار هم';
    const change = { currentPassword: current, password: fresh, passwordAgain: fresh };
    await postForm(desk, '/desk/account/password', change, '/desk/account');
    const give = ({ agent, answer }: typeof early) =>
      answerPage(agent, answer.text, { code: app.codeAt(test.clock.now()) });
    await give(early).expect(303).expect('Location', '/desk/sign-in?step=late');
    await account(analyst);
    later(601);
    await give(late).expect(303).expect('Location', '/desk/sign-in?step=late');
  });

  it('is asked for again before keys, results and the trail leave, and what had to wait goes on', async () => {
    const { agent, app } = await signInWithApp(test.app, administrator, test.clock.now());
    later(60);
    const asked = await agent.get('/desk/audit/trail.csv').expect(403);
    assert.match(asked.text, new RegExp(t('secondFactor:ask.again.about')));
    const counted = await postForm(agent, '/desk/waves/unknown/count', { reason: 'x' });
    assert.equal(counted.status, 403);
    for (const [path, fields] of [
      ['/desk/waves/unknown/release', { audience: 'managers' }],
      ['/desk/waves/unknown/recovery', { passphrase: 'something long enough' }],
      [`${page}/codes`, {}],
      ['/desk/accounts/unknown/second-factor/reset', {}],
    ] as const)
      assert.equal((await postForm(agent, path, fields)).status, 403, path);
    await agent.get('/desk/waves/unknown/recovery').expect(403);
    const idOf = () =>
      agent.jar.getCookie('desk', { path: '/desk', domain: '127.0.0.1', secure: false, script: false })
        ?.value;
    const idBefore = idOf();
    const wrong = await answerPage(agent, counted.text, { code: '000000' });
    assert.equal(wrong.status, 422);
    const gone = await answerPage(agent, wrong.text, { code: app.codeAt(test.clock.now()) });
    assert.equal(gone.status, 404, 'the count went on, and found no such wave');
    assert.ok(idBefore && idOf() !== idBefore, 'the session has a new id');
    await agent.get('/desk/audit/trail.csv').expect(200);
    later(601);
    const again = await agent.get('/desk/audit/trail.csv').expect(403);
    await answerPage(agent, again.text, { code: app.codeAt(test.clock.now()) })
      .expect(303)
      .expect('Location', '/desk/audit/trail.csv');
  });

  it('is asked of analysts who have one before open data and tables leave', async () => {
    const { agent } = await signInWithApp(test.app, analyst, test.clock.now());
    const openData = ['data.csv', 'data.xlsx', 'reports.csv', 'reports.xlsx'].map(
      (file) => `waves/x/open-data/${file}`,
    );
    for (const path of [...openData, 'reports/x/comparison/table.xlsx', 'reports/x/y/table.xlsx'])
      await agent.get(`/desk/${path}`).expect(403);
  });

  it('is taken away by another administrator, never by oneself, and ends the sessions', async () => {
    const { agent: phone } = await signInWithApp(test.app, analyst, test.clock.now());
    const { agent, app } = await signInWithApp(test.app, administrator, test.clock.now());
    later(60);
    const reset = (who: string) => postForm(agent, `/desk/accounts/${who}/second-factor/reset`, {});
    const asked = await reset(analyst.username);
    const done = await answerPage(agent, asked.text, { code: app.codeAt(test.clock.now()) });
    assert.equal(done.headers.location, `/desk/accounts/${analyst.username}`);
    await phone.get('/desk').expect(303);
    assert.equal((await givePassword(test.app, analyst)).answer.status, 303);
    const entry = await AuditModel.findOne({ action: 'account.factorReset' }).orFail().lean();
    assert.deepEqual(
      [entry.actor, entry.subject],
      [administrator.username, { kind: 'account', id: analyst.username }],
    );
    assert.equal((await reset(administrator.username)).status, 409);
    const { code } = await runOnStore('account', 'reset-second-factor', '--username', administrator.username);
    assert.equal(code, 0);
    assert.equal((await givePassword(test.app, administrator)).answer.status, 303);
  });

  it('is asked of every role where the setting says so', async () => {
    const { app } = await testApp({ secondFactor: 'everyone' });
    const agent = await signInAs(app, people.auditor);
    assert.equal((await agent.get('/desk/audit').expect(303)).headers.location, page);
    await agent.get(page).expect(200);
    const signedIn = await signInWithApp(app, people.manager, test.clock.now());
    await signedIn.agent.get('/desk').expect(200);
    const asked = await postForm(signedIn.agent, `${page}/app/removal`, {});
    const code = { recoveryCode: signedIn.app.recoveryCodes[0]! };
    assert.equal((await answerPage(signedIn.agent, asked.text, code)).status, 409);
  });

  it('is kept by an administrator who must have one, and given up by anybody else', async () => {
    const { app } = await testApp({ secondFactor: 'required' });
    for (const [person, status] of [
      [administrator, 409],
      [analyst, 303],
    ] as const) {
      const signedIn = await signInWithApp(app, person, test.clock.now());
      const asked = await postForm(signedIn.agent, `${page}/app/removal`, {});
      const code = { recoveryCode: signedIn.app.recoveryCodes[0]! };
      assert.equal((await answerPage(signedIn.agent, asked.text, code)).status, status);
    }
  });
});

/** Draws the page's QR code and reads it. */
function readQr(html: string): string {
  const svg = load(html)('svg.factor-qr');
  const size = Number(String(svg.attr('viewBox') ?? svg.attr('viewbox')).split(' ')[2]);
  const scale = 4;
  const pixels = new Uint8ClampedArray(size * size * scale * scale * 4).fill(255);
  for (const [, x, y, run] of String(svg.find('path').attr('d')).matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let dx = 0; dx < Number(run) * scale; dx += 1)
      for (let dy = 0; dy < scale; dy += 1) {
        const at = ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
  return decodeURIComponent(decode(pixels, size * scale, size * scale)?.data ?? '');
}
