/** A mail goes to the owner of an account when somebody signs in on a device where they never did before, and to nobody else. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import { type MailServer, mailServer } from '../support/mailServer.ts';
import { type Agent, account, csrfOf, password, people, postForm } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

describe('the notice of a sign-in', () => {
  useDatabase();
  let test: TestApp;
  let mails: MailServer;
  before(async () => {
    mails = await mailServer();
  });
  after(() => mails.stop());
  beforeEach(async () => {
    mails.taken.length = 0;
    const mail = { smtpUrl: mails.url, from: 'desk@example.ir', perMinute: 60 };
    test = await testApp({ mail, baseUrl: 'https://farhang.example.ir' });
    await account(people.manager);
    const address = { address: 'karim@example.ir' };
    await AccountModel.updateOne({ _id: people.manager.username }, { $set: address });
  });
  const signIn = async (agent: Agent, typed = password) => {
    const form = await agent.get('/desk/sign-in');
    return agent
      .post('/desk/sign-in')
      .set('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36')
      .type('form')
      .send({ _csrf: csrfOf(form.text), username: people.manager.username, password: typed });
  };
  const taken = async (count: number) => {
    for (let waited = 0; waited < 100 && mails.taken.length < count; waited += 1) await setTimeout(50);
    return mails.taken;
  };

  it('names the account, the device and the page where it is ended, and comes once a device', async () => {
    const agent = supertest.agent(test.app);
    assert.equal((await signIn(agent, 'wrong')).status, 422);
    assert.equal((await signIn(agent)).status, 303);
    const [mail] = await taken(1);
    const plain = mail?.text?.replace(/[\u2068\u2069]/g, '') ?? '';
    assert.equal(mail?.to && 'text' in mail.to && mail.to.text, 'karim@example.ir');
    assert.match(plain, /karim.*Chrome روی Linux/s);
    assert.match(plain, /https:\/\/farhang\.example\.ir\/desk\/account/);
    await postForm(agent, '/desk/sign-out', {});
    assert.equal((await signIn(agent)).status, 303, 'the device is known now');
    assert.equal((await signIn(supertest.agent(test.app))).status, 303);
    await taken(2);
    await setTimeout(200);
    assert.equal(mails.taken.length, 2);
  });

  it('is missed without anybody being kept out when the mail server refuses', async () => {
    mails.onRecipient = () => ({ code: 550, text: '5.1.1 unknown' });
    assert.equal((await signIn(supertest.agent(test.app))).status, 303);
    await setTimeout(200);
    assert.equal(mails.taken.length, 0);
    mails.onRecipient = () => null;
  });
});
