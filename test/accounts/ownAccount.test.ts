/** One's own account: the open sessions, a new password, the address for notices, and what a session's end costs nobody. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { deviceWords } from '../../server/accounts/ownAccount/deviceWords.ts';
import { idleMinutes, maxSessionHours } from '../../server/http/sessionLimits.ts';
import { translator } from '../../server/i18n/translator.ts';
import { type Agent, account, csrfOf, password, people, postForm, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');
const windowsFirefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phoneChrome =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';
const sessions = () => mongoose.connection.collection('sessions');
const page = '/desk/account';

describe("one's own account", () => {
  useDatabase();
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await account(people.analyst);
  });

  async function signInOn(userAgent: string, person = people.analyst): Promise<Agent> {
    const agent = supertest.agent(test.app);
    const form = await agent.get('/desk/sign-in');
    const sent = { _csrf: csrfOf(form.text), username: person.username, password };
    await agent.post('/desk/sign-in').set('User-Agent', userAgent).type('form').send(sent).expect(303);
    return agent;
  }
  const shownDevices = async (agent: Agent) =>
    load((await agent.get(page).expect(200)).text)('tbody th')
      .toArray()
      .map((cell) =>
        load(cell)
          .text()
          .replace(/[\u2068\u2069]/g, '')
          .trim(),
      );

  it('shows each open session by its device, the own one marked, and ends another', async () => {
    const desk = await signInOn(windowsFirefox);
    const phone = await signInOn(phoneChrome);
    await sessions().updateMany({}, { $set: { lastModified: new Date(Date.now() - 600_000) } });
    const own = `Firefox روی Windows ${t('accounts:sessions.current')}`;
    assert.deepEqual((await shownDevices(desk)).sort(), ['Chrome روی Android', own].sort());
    const form = load((await desk.get(page)).text)('tbody form');
    assert.equal(form.length, 1, 'one does not sign oneself out by mistake');
    const answer = await postForm(desk, String(form.attr('action')), { currentPassword: password }, page);
    assert.equal(answer.headers.location, page);
    await phone.get('/desk').expect(303);
    await desk.get('/desk').expect(200);
  });

  it('ends all sessions but its own, and none of anybody else', async () => {
    const [desk, phone] = [await signInOn(windowsFirefox), await signInOn(phoneChrome)];
    const other = await signInAs(test.app, people.auditor);
    const foreign = await sessions().findOne({ 'session.passport.user': people.auditor.username });
    const typed = { currentPassword: password };
    assert.equal((await postForm(desk, `${page}/sessions/${foreign?._id}/end`, typed, page)).status, 404);
    await postForm(desk, `${page}/sessions/end`, {}, page);
    await phone.get('/desk').expect(303);
    for (const agent of [desk, other]) await agent.get('/desk').expect(200);
  });

  it('asks for the password before it ends any, then not for ten minutes', async () => {
    const [desk, phone] = [await signInOn(windowsFirefox), await signInOn(phoneChrome)];
    const end = (fields: Record<string, string>) => postForm(desk, `${page}/sessions/end`, fields, page);
    const asked = await end({});
    assert.equal(asked.status, 200, asked.text);
    assert.equal(load(asked.text)('form input[name=currentPassword]').length, 1);
    assert.equal((await end({ currentPassword: 'wrong' })).status, 422);
    await phone.get('/desk').expect(200);
    assert.equal((await end({ currentPassword: password })).headers.location, page);
    await phone.get('/desk').expect(303);
    const again = await signInOn(phoneChrome);
    assert.equal((await end({})).headers.location, page);
    await again.get('/desk').expect(303);
    test.clock.advanceHours(0.2);
    assert.equal((await end({})).status, 200);
  });

  it('asks those who have only the sign-in of their organisation to have signed in just now', async () => {
    const desk = await signInOn(windowsFirefox);
    await AccountModel.updateOne({ username: people.analyst.username }, { passwordHash: null });
    assert.equal((await postForm(desk, `${page}/sessions/end`, {}, page)).headers.location, page);
    await sessions().updateMany({}, { $set: { 'session.startedAt': Date.now() - 660_000 } });
    const refused = await postForm(desk, `${page}/sessions/end`, {}, page);
    assert.equal(refused.status, 409);
    assert.match(
      load(refused.text)('main').text(),
      new RegExp(t('accounts:errors.signInAgain').slice(0, 30)),
    );
  });

  it('changes the password with the present one, and ends the other sessions', async () => {
    const [desk, phone] = [await signInOn(windowsFirefox), await signInOn(phoneChrome)];
    const fresh = 'قایق کوچک زیر باران پاییزی';
    const change = (current: string, again = fresh) =>
      postForm(
        desk,
        `${page}/password`,
        { currentPassword: current, password: fresh, passwordAgain: again },
        page,
      );
    assert.match((await change('wrong')).text, new RegExp(t('accounts:errors.currentPassword')));
    assert.equal((await change(password, 'other')).status, 422);
    await phone.get('/desk').expect(200);
    assert.equal((await change(password)).status, 303);
    await phone.get('/desk').expect(303);
    await desk.get('/desk').expect(200);
    assert.ok(await AuditModel.exists({ action: 'account.changePassword', actor: people.analyst.username }));
    const form = await phone.get('/desk/sign-in');
    const sent = { _csrf: csrfOf(form.text), username: people.analyst.username };
    const signIn = (typed: string) =>
      phone
        .post('/desk/sign-in')
        .type('form')
        .send({ ...sent, password: typed });
    await signIn(password).expect(422);
    await signIn(fresh).expect(303);
  });

  it('has eight guesses of the present password', async () => {
    const desk = await signInOn(windowsFirefox);
    const guess = () =>
      postForm(desk, `${page}/address`, { currentPassword: 'wrong', address: 'a@b.ir' }, page);
    for (let tries = 0; tries < 8; tries += 1) assert.equal((await guess()).status, 422);
    assert.equal((await guess()).status, 429);
    assert.equal((await AccountModel.findById(people.analyst.username).lean())?.address ?? '', '');
  });

  it('takes an address for notices, or none, and keeps a wrong one in its field', async () => {
    const desk = await signInOn(windowsFirefox);
    const save = (address: string) =>
      postForm(desk, `${page}/address`, { currentPassword: password, address }, page);
    const stored = async () => (await AccountModel.findById(people.analyst.username).orFail().lean()).address;
    assert.equal((await save('leila@example.ir')).status, 303);
    assert.equal(await stored(), 'leila@example.ir');
    const wrong = load((await save('leila at home')).text);
    assert.equal(wrong('#address').val(), 'leila at home');
    assert.equal(wrong('#address').attr('aria-invalid'), 'true');
    await save('');
    assert.equal(await stored(), '');
  });

  it('keeps a session for an hour after its last use and for twelve hours in all', async () => {
    const desk = await signInOn(windowsFirefox);
    const cookie = desk.jar.getCookie('desk', {
      path: '/desk',
      domain: '127.0.0.1',
      secure: false,
      script: false,
    });
    assert.equal(cookie?.expiration_date, Number.POSITIVE_INFINITY, 'the cookie goes with the browser');
    const past = new Date(Date.now() - 5 * 60_000);
    await sessions().updateMany({}, { $set: { expires: new Date(Date.now() + 60_000), lastModified: past } });
    await desk.get('/desk').expect(200);
    const { expires } = (await sessions().findOne({})) ?? assert.fail();
    assert.ok(Math.abs(expires.getTime() - Date.now() - idleMinutes * 60_000) < 20_000);
    await sessions().updateMany({}, { $set: { expires: past } });
    await desk.get('/desk').expect(303);
    const used = await signInOn(windowsFirefox);
    const startedAt = Date.now() - maxSessionHours * 3_600_000 - 1000;
    await sessions().updateMany({}, { $set: { 'session.startedAt': startedAt } });
    await used.get('/desk').expect(303);
    assert.equal(
      await sessions().countDocuments({ 'session.startedAt': startedAt, expires: { $gt: new Date() } }),
      0,
    );
  });

  it('goes on with any form after its session has ended, once the same person has signed in again', async () => {
    const agent = await signInAs(test.app, people.administrator);
    const form = await agent.get('/desk/accounts/new').expect(200);
    await sessions().deleteMany({});
    const sent = { _csrf: csrfOf(form.text), displayName: 'پروانه', username: 'parvaneh1', role: 'analyst' };
    const late = await agent
      .post('/desk/accounts')
      .set('sec-fetch-site', 'same-origin')
      .type('form')
      .send(sent)
      .expect(403);
    const signIn = (html: string, username: string) =>
      agent
        .post('/desk/sign-in')
        .type('form')
        .send({ _csrf: csrfOf(html), kept: load(html)('input[name=kept]').val(), username, password });
    const other = await signIn(late.text, people.analyst.username).expect(422);
    assert.equal(load(other.text)('.error-summary').text(), t('accounts:signIn.otherAccount'));
    assert.equal(await AccountModel.countDocuments({ username: 'parvaneh1' }), 0);
    const done = await signIn(other.text, people.administrator.username).expect(200);
    assert.match(done.text, /پروانه/);
    assert.equal(await AccountModel.countDocuments({ username: 'parvaneh1' }), 1);
  });

  it('carries no password about, and no button', async () => {
    const agent = await signInAs(test.app, people.administrator);
    const token = csrfOf((await agent.get(page)).text);
    await sessions().deleteMany({});
    const late = (path: string, fields: object) =>
      agent
        .post(path)
        .set('sec-fetch-site', 'same-origin')
        .type('form')
        .send({ _csrf: token, ...fields });
    await late(`${page}/password`, { currentPassword: password, password: 'x' }).expect(303);
    await late(`${page}/sessions/end`, {}).expect(303);
  });
});

describe('the words for a device', () => {
  it('are those of its browser and system, not of the ones it names beside them', () => {
    assert.deepEqual(deviceWords(windowsFirefox), { browser: 'Firefox', system: 'Windows' });
    assert.deepEqual(deviceWords(phoneChrome), { browser: 'Chrome', system: 'Android' });
    assert.deepEqual(deviceWords(`${phoneChrome} Edg/140.0`).browser, 'Edge');
    assert.deepEqual(deviceWords('<script>'), { browser: '', system: '' });
    assert.deepEqual(deviceWords(undefined), { browser: '', system: '' });
  });
});
