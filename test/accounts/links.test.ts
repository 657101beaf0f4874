/** One-time links: the first administrator of an empty store, and set-password links. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import {
  issueFirstAdministratorToken,
  needsAdministrator,
} from '../../server/accounts/firstAdministrator.ts';
import { firstAdministratorPath, setPasswordPath } from '../../server/accounts/paths.ts';
import { issueSetPasswordToken } from '../../server/accounts/setPassword.ts';
import { translator } from '../../server/i18n/translator.ts';
import { account, csrfOf, people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const typed = { password: 'یک گذرواژهٔ بلند', passwordAgain: 'یک گذرواژهٔ بلند' };

async function submit(app: Express, path: string, fields: Record<string, string>) {
  const agent = supertest.agent(app);
  const page = await agent.get(path);
  const answer = await agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfOf(page.text), ...fields });
  return { agent, page, answer };
}

describe('the first administrator', () => {
  useDatabase();
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
  });
  const person = { username: 'sara', displayName: 'سارا', ...typed };

  it('is created by the printed link, which then no longer works', async () => {
    const path = firstAdministratorPath(await issueFirstAdministratorToken());
    assert.equal(await needsAdministrator(test.clock.now()), true);
    const { agent, answer } = await submit(test.app, path, person);
    assert.equal(answer.status, 303);
    await agent.get('/desk').expect(200);
    assert.equal((await AccountModel.findOne({ username: 'sara' }).lean())?.role, 'administrator');
    assert.equal(await needsAdministrator(test.clock.now()), false);
    await supertest(test.app).get(path).expect(404);
  });

  it('keeps the input of a wrong form and names what is wrong', async () => {
    const path = firstAdministratorPath(await issueFirstAdministratorToken());
    const wrong = { ...person, password: 'کوتاه', passwordAgain: 'دیگر' };
    const { answer } = await submit(test.app, path, wrong);
    assert.equal(answer.status, 422);
    const page = load(answer.text);
    assert.equal(page('#displayName').val(), 'سارا');
    assert.equal(page('.error-summary a[href="#password"]').length, 1);
    assert.equal(page('#password').attr('aria-invalid'), 'true');
    assert.equal(page('#password').attr('value'), undefined);
  });

  it('needs the newest link', async () => {
    const older = firstAdministratorPath(await issueFirstAdministratorToken());
    await issueFirstAdministratorToken();
    await supertest(test.app).get(older).expect(404);
  });
});

describe('a set-password link', () => {
  useDatabase();
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await account(people.analyst);
  });

  it('sets the password once and ends the open sessions', async () => {
    const open = await signInAs(test.app, people.analyst);
    const { token } = await issueSetPasswordToken(people.analyst.username, test.clock.now());
    const path = setPasswordPath(token);
    const { answer } = await submit(test.app, path, typed);
    assert.equal(answer.headers.location, '/desk/sign-in?password=set');
    const said = await supertest(test.app).get('/desk/sign-in?password=set').expect(200);
    assert.match(said.text, new RegExp(translator('fa')('accounts:setPassword.done')));
    await supertest(test.app).get(path).expect(404);
    await open.get('/desk').expect(303);
    const signedIn = await submit(test.app, '/desk/sign-in', {
      username: people.analyst.username,
      password: typed.password,
    });
    assert.equal(signedIn.answer.headers.location, '/desk');
  });

  it('is too old after two weeks', async () => {
    const { token } = await issueSetPasswordToken(people.analyst.username, test.clock.now());
    const path = setPasswordPath(token);
    test.clock.advanceHours(14 * 24 + 1);
    await supertest(test.app).get(path).expect(404);
  });
});
