/** Signing in through an identity provider, against a real one: who is let in, what is checked, and what stays when it is down. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { findIdentity } from '../../server/accounts/provider/identity.ts';
import { isStrong } from '../../server/accounts/provider/provider.ts';
import { issueSetPasswordToken } from '../../server/accounts/setPassword.ts';
import { translator } from '../../server/i18n/translator.ts';
import {
  client,
  type IdentityProvider,
  identityProvider,
  providerBrowser,
} from '../support/identityProvider.ts';
import { type Agent, account, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { answerPage, signInWithApp } from '../support/secondFactor.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');
const site = 'http://localhost:3000';
const subject = '7f3a:Leila';
const { administrator, analyst } = people;

describe('signing in through an identity provider', () => {
  useDatabase();
  let at: IdentityProvider;
  let test: TestApp;
  before(async () => {
    at = await identityProvider(site);
  });
  after(() => at.stop());
  const config = (issuer = at.issuer) => ({
    provider: {
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      name: 'سامانهٔ استان',
      acr: undefined,
    },
  });
  beforeEach(async () => {
    test = await testApp(config());
    await account(analyst);
  });

  /** Goes to the provider from a page of ours, signs in there, and comes back. */
  async function comeBack(who: string, from = '/desk/sign-in/provider', agent = supertest.agent(test.app)) {
    const sent = await agent.get(from).expect(303);
    const back = await providerBrowser(at.issuer).signIn(String(sent.headers.location), who);
    return { agent, back, answer: await agent.get(back.pathname + back.search) };
  }
  const enter = async (agent: Agent, id: string, value: string) =>
    postForm(agent, `/desk/accounts/${id}/identity`, { subject: value }, `/desk/accounts/${id}`);

  it('is offered beside the password, and lets in whom an administrator has entered', async () => {
    const agent = await signInAs(test.app, administrator);
    assert.equal((await enter(agent, analyst.username, subject)).status, 303);
    const page = load((await supertest(test.app).get('/desk/sign-in')).text);
    assert.equal(
      page('a[href="/desk/sign-in/provider"]').text(),
      t('provider:signIn', { name: 'سامانهٔ استان' }),
    );
    const { agent: person, answer } = await comeBack(subject);
    assert.equal(answer.headers.location, '/desk');
    assert.match((await person.get('/desk').expect(200)).text, new RegExp(analyst.displayName));
    assert.ok(await AuditModel.exists({ action: 'account.signIn', actor: analyst.username }));
    assert.ok(await AuditModel.exists({ action: 'account.identitySet', actor: administrator.username }));
  });

  it('lets nobody in who was not entered, and tells them what to give to an administrator', async () => {
    const { agent, answer } = await comeBack('somebody-else');
    assert.equal(answer.status, 422);
    assert.match(load(answer.text)('#wrong').text(), /somebody-else/);
    await agent.get('/desk').expect(303);
    await comeBack(subject.toLowerCase()).then((other) => assert.equal(other.answer.status, 422));
  });

  it('ties an account to the provider by its one-time link, once', async () => {
    const { token } = await issueSetPasswordToken(analyst.username, test.clock.now());
    const link = `/desk/set-password/${token}`;
    assert.match((await supertest(test.app).get(link).expect(200)).text, new RegExp(`${link}/provider`));
    const { agent, answer } = await comeBack(subject, `${link}/provider`);
    assert.equal(answer.headers.location, '/desk');
    await agent.get('/desk').expect(200);
    assert.deepEqual(await findIdentity(analyst.username), {
      _id: analyst.username,
      issuer: at.issuer,
      subject,
    });
    await supertest(test.app).get(`${link}/provider`).expect(404);
    await supertest(test.app).get(link).expect(404);
    assert.equal((await comeBack(subject)).answer.headers.location, '/desk');
  });

  it('gives no subject to two accounts, and lets in nobody whose account is disabled', async () => {
    const agent = await signInAs(test.app, administrator);
    await enter(agent, analyst.username, subject);
    assert.equal((await enter(agent, administrator.username, subject)).status, 409);
    await postForm(agent, `/desk/accounts/${analyst.username}/disablement`, {});
    assert.equal((await comeBack(subject)).answer.status, 422);
    await enter(agent, analyst.username, '');
    assert.equal(await findIdentity(analyst.username), null);
  });

  it('refuses an answer without its beginning, of another browser, and one that is sent twice', async () => {
    await enter(await signInAs(test.app, administrator), analyst.username, subject);
    const victim = supertest.agent(test.app);
    const sent = await victim.get('/desk/sign-in/provider').expect(303);
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.ok(new URL(String(sent.headers.location)).searchParams.get(name), name);
    const planted = await providerBrowser(at.issuer).signIn(String(sent.headers.location), subject);
    const other = supertest.agent(test.app);
    const answer = await other.get(planted.pathname + planted.search);
    assert.match(answer.text, new RegExp(t('provider:errors.late')));
    await other.get('/desk/sign-in/provider').expect(303);
    const mixed = await other.get(planted.pathname + planted.search);
    assert.match(mixed.text, new RegExp(t('provider:errors.refused')), 'the state is another');
    const { agent, back } = await comeBack(subject);
    const again = await agent.get(back.pathname + back.search);
    assert.equal(again.status, 422);
    assert.match(again.text, new RegExp(t('provider:errors.late')));
  });

  it('still asks for the second step, unless the provider says that it has', async () => {
    const { agent, app } = await signInWithApp(test.app, administrator, test.clock.now());
    test.clock.set(new Date(test.clock.now().getTime() + 60_000));
    const asked = await enter(agent, administrator.username, subject);
    await answerPage(agent, asked.text, { code: app.codeAt(test.clock.now()) }).expect(303);
    test.clock.set(new Date(test.clock.now().getTime() + 60_000));
    const { agent: back, answer } = await comeBack(subject);
    assert.equal(answer.status, 200);
    await back.get('/desk').expect(303);
    await answerPage(back, answer.text, { code: app.codeAt(test.clock.now()) }).expect(303);
    await back.get('/desk').expect(200);
    assert.ok(isStrong({ amr: ['pwd', 'mfa'] }, undefined) && isStrong({ acr: 'gold' }, 'gold'));
    for (const claims of [{}, { amr: ['pwd'] }, { amr: 'mfa' }, { acr: 'silver' }])
      assert.ok(!isStrong(claims, 'gold'));
  });

  it('ends the session there too, and lets the form lead there', async () => {
    await enter(await signInAs(test.app, administrator), analyst.username, subject);
    const { agent } = await comeBack(subject);
    const out = await postForm(agent, '/desk/sign-out', {});
    const address = new URL(String(out.headers.location));
    assert.equal(address.origin, at.issuer);
    assert.equal(address.searchParams.get('post_logout_redirect_uri'), `${site}/desk/sign-in`);
    assert.ok(address.searchParams.get('id_token_hint'));
    assert.equal((await fetch(address)).status, 200, 'the provider knows the hint and the address');
    assert.match(
      String(out.headers['content-security-policy']),
      new RegExp(`form-action 'self' ${at.issuer}`),
    );
    const outside = await supertest(test.app).get('/');
    assert.doesNotMatch(String(outside.headers['content-security-policy']), new RegExp(at.issuer));
    await agent.get('/desk').expect(303);
  });

  it('leaves passwords when it is down, and says so', async () => {
    const { app } = await testApp(config('http://127.0.0.1:1'));
    const answer = await supertest(app).get('/desk/sign-in/provider').expect(503);
    assert.match(answer.text, new RegExp(t('provider:errors.unreachable')));
    const agent = await signInAs(app, analyst);
    assert.equal((await postForm(agent, '/desk/sign-out', {})).headers.location, '/desk/sign-in');
  });

  it('is nowhere to be seen where none is set', async () => {
    const { app } = await testApp();
    assert.doesNotMatch((await supertest(app).get('/desk/sign-in')).text, /provider/);
    await supertest(app).get('/desk/sign-in/provider').expect(303).expect('Location', '/desk/sign-in');
    const page = await supertest(app).get('/desk/sign-in');
    assert.ok(csrfOf(page.text));
  });
});
