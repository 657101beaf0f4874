/** A clerk's session ends while a sheet is being typed: nothing typed is lost, and nothing of it can be read meanwhile. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { formOwner, openForm, sealForm } from '../../server/accounts/preservedForm.ts';
import { translator } from '../../server/i18n/translator.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { FirstEntryModel } from '../../server/paper/firstEntry.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { account, csrfOf, password, people, signInAs } from '../support/people.ts';
import { instrument, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const secret = 'a secret of the tests';
const remark = 'سالن غذاخوری را بزرگ‌تر کنید';

describe('a clerk whose session ends', () => {
  useDatabase();
  let test: TestApp;
  let sheet: Record<string, string>;

  beforeEach(async () => {
    test = await testApp();
    const { keyDir } = test.config;
    const open = await situation.openWave({ keyDir, offices: 1, demographics: ['gender'] });
    const { items } = compileQuestionnaire([instrument()]);
    const marks = Object.fromEntries(items.map(({ id }) => [`i.${id}`, '4']));
    const code = writeCode(open.codes.office1?.[0] ?? '');
    sheet = { code, ...marks, 'd.gender': '1', 'o.comment': remark };
    for (const person of [people.clerk, people.administrator]) await account(person);
  });

  const late = (agent = supertest.agent(test.app), site = 'same-origin') =>
    agent
      .post('/desk/papers/passes')
      .set('sec-fetch-site', site)
      .type('form')
      .send({ _csrf: `${'0'.repeat(64)}.${formOwner(people.clerk.username, secret)}`, ...sheet });

  const signIn = (
    agent: ReturnType<typeof supertest.agent>,
    html: string,
    username: string,
    word = password,
  ) =>
    agent
      .post('/desk/sign-in')
      .type('form')
      .send({ _csrf: csrfOf(html), kept: load(html)('input[name=kept]').val(), username, password: word });

  it('is asked to sign in, and then the sheet is kept as if nothing had happened', async () => {
    const agent = supertest.agent(test.app);
    const page = await late(agent).expect(403);
    assert.ok(!page.text.includes(remark) && !page.text.includes(sheet.code ?? ''), 'sealed in the page');
    assert.equal(await FirstEntryModel.countDocuments(), 0);
    await signIn(agent, page.text, 'mina').expect(303).expect('location', '/desk/papers');
    assert.equal(await FirstEntryModel.countDocuments(), 1);
  });

  it('finds the sheet filled in when something on it is to be mended', async () => {
    sheet['d.gender'] = '8';
    const agent = supertest.agent(test.app);
    const page = await late(agent).expect(403);
    const again = load((await signIn(agent, page.text, 'mina').expect(422)).text);
    assert.equal(again('textarea[name="o.comment"]').val(), remark);
    assert.equal(again('input[name="d.gender"]').attr('aria-invalid'), 'true');
    assert.equal(again('nav a[aria-current=page]').attr('href'), '/desk/papers');
    assert.notEqual(again('#paper input[name=_csrf]').val(), '');
  });

  it('keeps it through a wrong password and through somebody else who signs in', async () => {
    const agent = supertest.agent(test.app);
    const page = await late(agent).expect(403);
    const wrong = await signIn(agent, page.text, 'mina', 'no').expect(422);
    const other = await signIn(agent, wrong.text, 'sara').expect(422);
    assert.equal(load(other.text)('.error-summary').text(), translator('fa')('accounts:signIn.otherAccount'));
    await signIn(agent, other.text, 'mina').expect(303);
    assert.equal(await FirstEntryModel.countDocuments(), 1);
  });

  it('has signed in again in another window: the old sheet asks once more and is kept', async () => {
    const agent = await signInAs(test.app, people.clerk);
    const page = await late(agent).expect(403);
    await signIn(agent, page.text, 'mina').expect(303);
    assert.equal(await FirstEntryModel.countDocuments(), 1);
  });

  it('is not asked on behalf of another site, which could have filled in the sheet', async () => {
    const agent = supertest.agent(test.app);
    const elsewhere = await late(agent, 'cross-site')
      .expect(303)
      .expect('location', /sign-in/);
    assert.ok(!elsewhere.text.includes('kept'));
    const silent = await agent
      .post('/desk/papers/passes')
      .set('origin', 'https://elsewhere.example')
      .send(sheet);
    assert.equal(silent.status, 303);
  });

  it('cannot be made to send a form that this server has not sealed', () => {
    const form = { path: '/papers/passes', owner: 'mina', body: sheet };
    const sealed = sealForm(form, 'one secret');
    assert.deepEqual(openForm(sealed, 'one secret'), form);
    assert.equal(openForm(sealed, 'another secret'), null);
    assert.equal(openForm(`${sealed.slice(0, -4)}AAAA`, 'one secret'), null);
    assert.equal(openForm('', 'one secret'), null);
  });
});
