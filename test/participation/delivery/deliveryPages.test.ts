/** The desk's pages of messages: guidance, tasks, one person, what messages look like, a test mail, reminders, working days. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { translator } from '../../../server/i18n/translator.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { startDueReminders } from '../../../server/participation/reminder/queueReminder.ts';
import { ReminderModel } from '../../../server/participation/reminder/reminder.ts';
import { loadCalendar } from '../../../server/participation/reminder/workingCalendar.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { inviteAddresses, storedAddress } from '../../support/inbox.ts';
import { mailServer } from '../../support/mailServer.ts';
import { type Agent, people, postForm, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

const t = translator('fa');

describe('pages of messages', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  let wave: Wave;
  let base: string;

  const start = async (mail?: TestApp['config']['mail']) => {
    test = await testApp({ mail });
    ({ wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 }));
    base = `/desk/waves/${wave._id}`;
    agent = await signInAs(test.app, people.administrator);
  };
  beforeEach(() => start());
  const textOf = (html: string) => load(html)('main').text();

  it('say what to set when e-mail is not set up, and that nothing is lost', async () => {
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), ['a@example.ir']);
    const page = await agent.get(`${base}/deliveries`).expect(200);
    assert.match(page.text, /سرور رایانامه و نشانی فرستنده را تنظیم/);
    assert.match(textOf(page.text), new RegExp(t('delivery:state.waiting')));
  });

  it('give no number of unused invitations: after a reminder waiting and sent are one, a reminder to come is a range', async () => {
    const addresses = Array.from({ length: 12 }, (_, i) => `p${i}@example.ir`);
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), addresses);
    await DeliveryModel.updateMany({ wave: wave._id }, { $set: { state: 'sent', notBefore: null } });
    const used = Array.from({ length: 11 }, (_, i) => `invitation${i}`);
    for (const _id of used) await InvitationModel.updateOne({ _id }, { $set: { used: true } });
    await ReminderModel.create({ _id: 'r', wave: wave._id, at: test.clock.now() });
    await startDueReminders(test.clock.now());
    assert.equal(await DeliveryModel.countDocuments({ wave: wave._id, state: 'waiting' }), 1);
    const deliveries = load((await agent.get(`${base}/deliveries`).expect(200)).text);
    const cells = deliveries('table td').text().replace(/\s+/g, ' ').trim();
    assert.equal(cells, '۱۲۱۲', 'twelve of the channel and twelve of the office, and nothing about one');
    const reminders = textOf((await agent.get(`${base}/reminders`).expect(200)).text);
    assert.match(reminders, /۰ تا ۷ پیام/);
    assert.doesNotMatch(reminders, /۱ پیام/);
  });

  it('show by office how its messages fare, while there has been no reminder', async () => {
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), [
      'a@example.ir',
      'b@example.ir',
      'c@example.ir',
    ]);
    await DeliveryModel.updateOne({ _id: 'invitation0' }, { $set: { state: 'refused' } });
    await DeliveryModel.updateOne({ _id: 'invitation1' }, { $set: { state: 'sent' } });
    const page = load((await agent.get(`${base}/deliveries`).expect(200)).text);
    const row = page('table.rates').last();
    const told = (state: string) =>
      row.find(`td[data-label="${t(`delivery:state.${state}` as 'delivery:state.sent')}"]`).text();
    assert.deepEqual(['waiting', 'sent', 'refused'].map(told), ['۱', '۱', '۱']);
  });

  it('stop messages to an address that an administrator marks as wrong, and know no message of another wave', async () => {
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), ['a@example.ir']);
    const mark = (id: string) => postForm(agent, `${base}/deliveries/${id}/wrong`, {});
    assert.equal((await mark('invitation0')).status, 303);
    assert.equal((await DeliveryModel.findById('invitation0').lean())?.state, 'wrong');
    assert.match(textOf((await agent.get(`${base}/deliveries`).expect(200)).text), /a@example\.ir/);
    await DeliveryModel.updateOne({ _id: 'invitation0' }, { $set: { wave: 'other', state: 'waiting' } });
    for (const action of ['wrong', 'withdrawal'])
      assert.equal((await postForm(agent, `${base}/deliveries/invitation0/${action}`, {})).status, 404);
    assert.equal((await DeliveryModel.findById('invitation0').lean())?.state, 'waiting');
  });

  it('list refused addresses as tasks; a corrected one waits again', async () => {
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), [
      'gone@example.ir',
      'b@example.ir',
    ]);
    const refused = { state: 'refused', problem: '550 5.1.1', notBefore: null };
    await DeliveryModel.updateOne({ _id: 'invitation0' }, { $set: refused });
    const page = await agent.get(`${base}/deliveries`).expect(200);
    assert.match(textOf(page.text), /gone@example\.ir/);
    assert.doesNotMatch(page.text, /b@example\.ir/, 'only addresses that need somebody are shown');
    const correct = (address: string) =>
      postForm(agent, `${base}/deliveries/invitation0/address`, { channel: 'email', address });
    assert.equal((await correct('new@')).status, 422);
    assert.equal((await correct('b@example.ir')).status, 409);
    assert.equal((await correct('new@example.ir')).status, 303);
    const mine = await agent.get(`${base}/deliveries`).expect(200);
    assert.doesNotMatch(mine.text, /address\/approval/, 'who asked does not approve');
    assert.equal(await storedAddress(test.config.keyDir, 'invitation0'), 'gone@example.ir');
    const other = await signInAs(test.app, { ...people.administrator, username: 'hasan' });
    const theirs = await other.get(`${base}/deliveries`).expect(200);
    assert.match(textOf(theirs.text), /new@example\.ir/);
    assert.equal((await postForm(other, `${base}/deliveries/invitation0/address/approval`, {})).status, 303);
    assert.equal(await storedAddress(test.config.keyDir, 'invitation0'), 'new@example.ir');
    assert.equal((await DeliveryModel.findById('invitation0').lean())?.state, 'waiting');
  });

  it('find one person by address, who can be spared further messages', async () => {
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), ['a@example.ir']);
    const search = (searched: string) => postForm(agent, `${base}/deliveries/search`, { searched });
    assert.equal((await search('nobody@example.ir')).status, 422);
    const page = load((await search('A@example.ir')).text);
    const action = String(page('form[action$="/withdrawal"]').first().attr('action'));
    await postForm(agent, action, {});
    assert.equal((await DeliveryModel.findById('invitation0').lean())?.state, 'withdrawn');
    assert.equal(await storedAddress(test.config.keyDir, 'invitation0'), null);
  });

  it('show the mail in a frame that can do nothing, and count the parts of the SMS', async () => {
    const page = await agent.get(`${base}/message?purpose=reminder`).expect(200);
    assert.match(String(page.headers['content-security-policy']), /frame-src 'self'/);
    const frame = load(page.text)('iframe');
    assert.equal(frame.attr('sandbox'), '');
    const mail = await agent.get(String(frame.attr('src'))).expect(200);
    const policy = String(mail.headers['content-security-policy']);
    assert.match(policy, /default-src 'none'.*sandbox/);
    assert.match(textOf(page.text), /بخش/);
    assert.match(mail.text, /یادآوری پیمایش/);
  });

  it('send a test mail, and say what the server answered', async () => {
    const server = await mailServer();
    await start({ smtpUrl: server.url, from: 'survey@example.ir', perMinute: 60 });
    const send = async (to: string) => {
      const answer = await postForm(agent, `${base}/message/test`, { to, purpose: 'invitation' });
      return textOf((await agent.get(String(answer.headers.location))).text);
    };
    assert.match(await send('me@example.ir'), /me@example\.ir/);
    assert.match(String(server.taken[0]?.subject), /^آزمایشی/);
    server.onRecipient = () => ({ code: 550, text: '5.1.1 unknown' });
    assert.match(await send('me@example.ir'), /550 5\.1\.1/);
    assert.ok((await send('me')).includes(t('delivery:test.malformed')));
    await server.stop();
  });

  it('plan and cancel reminders, and say which day would do instead', async () => {
    const plan = (day: string, time: string) => postForm(agent, `${base}/reminders`, { day, time });
    assert.equal((await plan('۱۴۰۵/۰۹/۰۳', '۱۰:۳۰')).status, 303);
    assert.deepEqual(
      (await ReminderModel.find().lean()).map(({ at }) => at),
      [new Date('2026-11-24T07:00:00Z')],
    );
    const holiday = await plan('1405/09/05', '10:00');
    assert.equal(holiday.status, 422);
    assert.match(textOf(holiday.text), /شنبه ۷ آذر ۱۴۰۵/);
    assert.equal(load(holiday.text)('#day').val(), '1405/09/05');
    assert.equal((await plan('1405/09/08', '23:00')).status, 422);
    const page = load((await agent.get(`${base}/reminders`)).text);
    await postForm(agent, String(page('form[action$="/cancellation"]').attr('action')), {});
    assert.equal(await ReminderModel.countDocuments(), 0);
  });

  it('keep the working days that administrators set', async () => {
    const wrong = await postForm(agent, '/desk/calendar', { weekend: ['5'], holidays: 'فردا' });
    assert.equal(wrong.status, 422);
    await postForm(agent, '/desk/calendar', { weekend: ['5'], holidays: '۱۴۰۵/۱۰/۱۳\n' });
    assert.deepEqual((await loadCalendar()).holidays, ['2027-01-03']);
    assert.deepEqual((await loadCalendar()).weekend, [5]);
    assert.match((await agent.get('/desk/calendar')).text, /۱۴۰۵\/۱۰\/۱۳/);
  });
});
