/** Signing in: the same words for every failure, a fresh session id, a limit on failures, and the page asked for. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { translator } from '../../server/i18n/translator.ts';
import { account, csrfOf, password, people, postForm, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');

async function tryToSignIn(app: Express, username: string, typed: string) {
  const agent = supertest.agent(app);
  const page = await agent.get('/desk/sign-in');
  const sent = { _csrf: csrfOf(page.text), username, password: typed };
  return { agent, page, answer: await agent.post('/desk/sign-in').type('form').send(sent) };
}

describe('signing in', () => {
  useDatabase();
  let app: Express;
  beforeEach(async () => {
    ({ app } = await testApp());
  });

  it('shows the form in Persian from right to left, and sets its cookie for /desk only', async () => {
    const page = await supertest(app).get('/desk/sign-in').expect(200);
    assert.equal(load(page.text)('html').attr('dir'), 'rtl');
    assert.match(String(page.headers['set-cookie']), /^desk-form=.*Path=\/desk;.*HttpOnly;.*SameSite=Lax/);
  });

  it('is under /desk as it is written, to which the cookie belongs: with other letters there is no such page', async () => {
    for (const path of ['/Desk', '/DESK/sign-in', '/Desk/waves']) {
      const page = await supertest(app).get(path).expect(404);
      assert.equal(page.headers['set-cookie'], undefined);
    }
  });

  it('says the same of an unknown name, a wrong password and a disabled account', async () => {
    await account(people.analyst);
    await account(people.auditor);
    await AccountModel.updateOne({ _id: people.auditor.username }, { $set: { disabled: true } });
    const texts = [];
    for (const [name, typed] of [
      ['nobody', password],
      [people.analyst.username, 'wrong'],
      [people.auditor.username, password],
    ] as const) {
      const { answer } = await tryToSignIn(app, name, typed);
      assert.equal(answer.status, 422);
      const page = load(answer.text);
      assert.equal(page('#username').val(), name);
      texts.push(page('.error-summary').text());
    }
    assert.deepEqual([...new Set(texts)], [t('accounts:signIn.wrong')]);
  });

  it('says a wrong sign-in once, with the field to go on in', async () => {
    await account(people.analyst);
    for (const [name, field] of [
      [people.analyst.username, 'password'],
      ['', 'username'],
    ] as const) {
      const page = load((await tryToSignIn(app, name, 'wrong')).answer.text);
      assert.deepEqual(
        page('[autofocus]')
          .toArray()
          .map((one) => page(one).attr('id')),
        [field],
      );
      assert.equal(
        page(`#${page('[autofocus]').attr('aria-describedby')}`).text(),
        t('accounts:signIn.wrong'),
      );
      assert.equal(page('main').text().split(t('accounts:signIn.wrong')).length, 2);
      assert.equal(page('main h2').length, 0);
      assert.equal(page('#password').attr('value'), undefined);
    }
  });

  it('gives a fresh session id, and audits the sign-in', async () => {
    await account(people.analyst);
    const { page, answer } = await tryToSignIn(app, people.analyst.username, password);
    assert.equal(answer.status, 303);
    const idOf = (cookies: unknown) => /desk=([^;]+)/.exec(String(cookies))?.[1];
    assert.ok(idOf(answer.headers['set-cookie']));
    assert.notEqual(idOf(answer.headers['set-cookie']), idOf(page.headers['set-cookie']));
    assert.ok(await AuditModel.exists({ action: 'account.signIn', actor: people.analyst.username }));
  });

  it('knows a name typed with Arabic letters or capitals', async () => {
    await account({ ...people.analyst, username: 'علیak' });
    const { answer } = await tryToSignIn(app, 'عليAK', password);
    assert.equal(answer.status, 303);
  });

  it('leads to the page that was asked for', async () => {
    await account(people.analyst);
    const agent = supertest.agent(app);
    await agent.get('/desk/reports?wave=x').expect(303).expect('Location', '/desk/sign-in');
    const page = await agent.get('/desk/sign-in');
    const sent = { _csrf: csrfOf(page.text), username: people.analyst.username, password };
    await agent
      .post('/desk/sign-in')
      .type('form')
      .send(sent)
      .expect(303)
      .expect('Location', '/desk/reports?wave=x');
  });

  it('stops guessing after eight failures for a name, and says how long', async () => {
    await account(people.analyst);
    for (let failure = 0; failure < 8; failure += 1) await tryToSignIn(app, people.analyst.username, 'wrong');
    const { answer } = await tryToSignIn(app, people.analyst.username, password);
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers['retry-after']) > 0);
  });

  it('refuses a form without its token', async () => {
    await account(people.analyst);
    const sent = { username: people.analyst.username, password };
    const answer = await supertest(app).post('/desk/sign-in').type('form').send(sent).expect(403);
    assert.match(answer.text, new RegExp(t('errors:csrf')));
    assert.match(answer.text, new RegExp(`<h1>${t('errors:title.staleForm')}</h1>`));
    assert.match(answer.text, /<a [^>]*href="\/desk">/);
  });

  it('signs out, and ends every session when the account is disabled', async () => {
    const agent = await signInAs(app, people.analyst);
    await agent.get('/desk').expect(200);
    assert.equal((await postForm(agent, '/desk/sign-out', {})).status, 303);
    await agent.get('/desk').expect(303);
    const other = await signInAs(app, people.analyst);
    await AccountModel.updateOne({ _id: people.analyst.username }, { $set: { disabled: true } });
    await other.get('/desk').expect(303);
  });

  it('keeps a chosen language and takes it off the address', async () => {
    const agent = await signInAs(app, people.analyst);
    await agent.get('/desk?lang=en&x=1').expect(303).expect('Location', '/desk?x=1');
    const page = await agent.get('/desk').expect(200);
    assert.equal(load(page.text)('html').attr('lang'), 'en');
  });

  it('leads from a language in front of /desk to the page in that language', async () => {
    const agent = await signInAs(app, people.analyst);
    await agent.get('/en/desk?x=1').expect(303).expect('Location', '/desk?x=1&lang=en');
    await agent.get('/fa/desk/no-such-page').expect(303).expect('Location', '/desk/no-such-page?lang=fa');
  });

  it('answers an unknown page under /desk with 404, still signed in', async () => {
    const agent = await signInAs(app, people.analyst);
    const page = await agent.get('/desk/nowhere').expect(404);
    assert.match(page.text, new RegExp(people.analyst.displayName));
  });
});
