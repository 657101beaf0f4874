/** Wrong passkeys are counted by address together with wrong passwords; one that is right passes whatever others at the address sent. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { account, csrfOf, people } from '../support/people.ts';
import { type SoftPasskey, softPasskey } from '../support/softPasskey.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const address = '/desk/sign-in/passkey';
const site = 'http://localhost:3000';
/** Tries of one address in a quarter of an hour. */
const most = 40;

describe('passkeys of strangers', () => {
  useDatabase();
  let test: TestApp;
  let passkey: SoftPasskey;
  beforeEach(async () => {
    test = await testApp({ baseUrl: site });
    passkey = await softPasskey(await account(people.analyst), test.clock.now());
  });

  async function asked() {
    const agent = supertest.agent(test.app);
    const $ = load((await agent.get(address).expect(200)).text);
    const options = JSON.parse(String($('[data-passkey]').attr('data-passkey')));
    const fields = { _csrf: csrfOf($.html()), challenge: String($('[name=challenge]').val()) };
    const answer = (assertion: string) =>
      agent
        .post(address)
        .type('form')
        .send({ ...fields, assertion });
    return { challenge: String(options.challenge), answer };
  }
  const tryWrong = async () => {
    const { challenge, answer } = await asked();
    return (await answer(passkey.answer(`${challenge}x`, site))).status;
  };
  const tryRight = async () => {
    const { challenge, answer } = await asked();
    return answer(passkey.answer(challenge, site));
  };

  it('are refused after forty from one address, and not that of their owner', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries <= most; tries += 1) statuses.push(await tryWrong());
    assert.deepEqual(statuses, [...Array<number>(most).fill(422), 429]);
    assert.equal((await tryRight()).status, 303);
    assert.equal(await tryWrong(), 429, 'the right one has not freed the others');
    assert.equal(await AuditModel.countDocuments({ action: 'account.lockedOut' }), 1, 'noted once');
  });

  it('have one count with passwords, so that nobody has twice as many tries', async () => {
    for (let tries = 0; tries < most; tries += 1) assert.equal(await tryWrong(), 422);
    const agent = supertest.agent(test.app);
    const _csrf = csrfOf((await agent.get('/desk/sign-in')).text);
    const typed = { _csrf, username: 'nobody', password: 'wrong' };
    assert.equal((await agent.post('/desk/sign-in').type('form').send(typed)).status, 429);
  });

  it('are counted before others are let through, however many come at once', async () => {
    const many = await Promise.all(Array.from({ length: most + 10 }, tryWrong));
    assert.equal(many.filter((status) => status === 422).length, most);
    assert.equal(many.filter((status) => status === 429).length, 10);
  });
});
