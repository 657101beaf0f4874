/** Messages to people who sign in: links to set a password, results that are out, and a reminder to who has not read them. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AccountModel } from '../../server/accounts/account.ts';
import { AccountMessageModel } from '../../server/accounts/messages/accountMessage.ts';
import { accountQueue } from '../../server/campaigns/messages/accountQueue.ts';
import { deliverRound } from '../../server/participation/delivery/deliverRound.ts';
import type { Outcome } from '../../server/participation/delivery/outcome.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const baseUrl = 'https://p.ea.ir';

describe('messages to people who sign in', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  let sent: { to: string; text: string }[];
  let outcome: Outcome;

  beforeEach(async () => {
    test = await testApp({ baseUrl });
    agent = await signInAs(test.app, people.administrator);
    sent = [];
    outcome = { kind: 'sent' };
  });

  const sender = {
    send: async (to: string, message: string | { text: string }) => {
      if (outcome.kind === 'sent')
        sent.push({ to, text: typeof message === 'string' ? message : message.text });
      return outcome;
    },
    close: () => undefined,
  };
  const round = (max = 100) =>
    deliverRound(
      {
        senders: { email: sender, sms: sender, close: () => undefined },
        clock: test.clock,
        baseUrl,
        keyDir: test.config.keyDir,
        further: accountQueue,
      },
      { email: max, sms: max },
    );
  const account = (_id: string, reached: object) =>
    AccountModel.create({
      ...{ _id, username: _id, displayName: `مدیر ${_id}`, role: 'manager' },
      ...{ grants: [{ office: 'office1', from: null, to: null }], ...reached },
    });

  it('bring a link by mail, by SMS to who has no address, and a letter with a QR code to who has neither', async () => {
    await account('a', { address: 'a@example.ir', mobile: '+989120000001' });
    await account('b', { mobile: '+989120000002' });
    await account('c', { language: 'en' });
    const page = load(
      (await postForm(agent, '/desk/accounts/letters', { account: ['a', 'b', 'c'], by: 'message' })).text,
    );
    assert.deepEqual(
      page('.letter h2 > bdi')
        .map((_, one) => page(one).text())
        .get(),
      ['مدیر c'],
    );
    assert.equal(page('.letter svg path').length, 1);
    const letter = page('.letter[lang=en][dir=ltr]').clone();
    letter.find('bdi').remove();
    assert.doesNotMatch(letter.text(), /\p{Script=Arabic}/u, 'the language of who gets it');
    assert.equal(JSON.stringify(await AccountMessageModel.find().lean()).includes('set-password'), false);
    await round();
    assert.deepEqual(sent.map(({ to }) => to).sort(), ['+989120000002', 'a@example.ir']);
    for (const { text } of sent) {
      const link = /https:\/\/p\.ea\.ir(\/desk\/set-password\/\S+)/.exec(text)?.[1] ?? assert.fail(text);
      await agent.get(link).expect(200);
    }
    await round();
    assert.equal(sent.length, 2);
  });

  it('wait while the channel refuses, leave half of a round to invitations, and give up a refused address', async () => {
    for (const id of ['a', 'b', 'c']) await account(id, { address: `${id}@example.ir` });
    await postForm(agent, '/desk/accounts/letters', { account: ['a', 'b', 'c'], by: 'message' });
    await round(2);
    assert.equal(sent.length, 1);
    outcome = { kind: 'channelDown', problem: 'ECONNREFUSED', handedOver: false, countsAgainst: false };
    await round();
    const waiting = await AccountMessageModel.find({ state: 'waiting' }).lean();
    assert.deepEqual(
      waiting.map(({ attempts }) => attempts),
      [0, 0],
    );
    test.clock.advanceHours(1);
    outcome = { kind: 'refused', problem: '550 5.1.1' };
    await round();
    const states = (await AccountMessageModel.find().lean()).map(({ state }) => state).sort();
    assert.deepEqual(states, ['refused', 'refused', 'sent']);
  });

  it('tell managers of released results, and remind those alone who have not opened a report', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'counted' } });
    await account('a', { address: 'a@example.ir' });
    await account('b', { mobile: '+989120000002' });
    await AccountModel.create({
      _id: 'x',
      username: 'x',
      displayName: 'x',
      role: 'manager',
      address: 'x@example.ir',
      grants: [{ office: 'elsewhere', from: null, to: null }],
    });
    const base = `/desk/waves/${wave._id}/release`;
    for (let time = 0; time < 2; time += 1)
      assert.equal((await postForm(agent, base, { audience: 'managers' })).status, 303);
    await round();
    assert.deepEqual(sent.map(({ to }) => to).sort(), ['+989120000002', 'a@example.ir']);
    const mail = sent.find(({ to }) => to === 'a@example.ir')!.text;
    assert.ok(mail.includes('مدیر a') && mail.includes(`${baseUrl}/desk/reports/${wave._id}/office1`), mail);
    assert.doesNotMatch(mail, /#|\{/);
    await AccountMessageModel.updateMany({ account: 'a' }, { $set: { opened: true } });
    sent = [];
    await postForm(agent, `${base}/reminder`, {});
    await postForm(agent, `${base}/reminder`, {});
    await round();
    assert.deepEqual(
      sent.map(({ to }) => to),
      ['+989120000002'],
    );
    const shown = load((await agent.get(base).expect(200)).text)('main').text();
    assert.match(shown, /خبر انتشار برای ۲ مدیر ارسال شد؛ ۱ نفر/);
  });

  it('reach people at what a form or a list says, which an exported list gives back', async () => {
    await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    const fields = { displayName: 'سارا', username: 'zohreh', role: 'analyst', language: 'fa' };
    const wrong = await postForm(agent, '/desk/accounts', { ...fields, address: 'x@', mobile: '12' });
    assert.equal(wrong.status, 422);
    assert.equal(load(wrong.text)('#address-error, #mobile-error').length, 2);
    await postForm(agent, '/desk/accounts', {
      ...fields,
      address: 'zohreh@example.ir',
      mobile: '۰۹۱۲ ۳۴۵ ۶۷۸۹',
    });
    const stored = await AccountModel.findOne({ username: 'zohreh' }).orFail().lean();
    assert.deepEqual([stored.address, stored.mobile], ['zohreh@example.ir', '+989123456789']);
    const list = (await agent.get('/desk/accounts/list.csv').expect(200)).text;
    assert.match(list, /zohreh,سارا,تحلیلگر,,zohreh@example\.ir,0912 345 6789/);
    const renamed = list
      .replaceAll(/^zohreh,/gm, 'zohreh2,')
      .split('\n')
      .filter((line) => /^.?نام|^zohreh2/.test(line))
      .join('\n');
    const preview = await agent
      .post('/desk/accounts/import')
      .field('_csrf', csrfOf((await agent.get('/desk')).text))
      .attach('file', Buffer.from(renamed), 'list.csv');
    assert.equal(preview.status, 200, load(preview.text)('main').text());
    assert.match(load(preview.text)('main').text(), /zohreh2/);
  });
});
