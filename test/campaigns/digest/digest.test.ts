/** The daily digest: opt-in, on working mornings, once a day, numbers in steps, the offices to call, and nothing of persons. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AccountModel } from '../../../server/accounts/account.ts';
import { DigestSubscriptionModel } from '../../../server/campaigns/digest/digestSubscription.ts';
import { sendDigests } from '../../../server/campaigns/digest/sendDigests.ts';
import { shownWaiting } from '../../../server/campaigns/messages/queueSteps.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { mailSender } from '../../../server/participation/delivery/mailSender.ts';
import { ReminderModel } from '../../../server/participation/reminder/reminder.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { type MailServer, mailServer } from '../../support/mailServer.ts';
import { people, postForm, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

describe('the daily digest', () => {
  useDatabase();
  let test: TestApp;
  let server: MailServer;
  let sender: ReturnType<typeof mailSender>;
  beforeEach(async () => {
    test = await testApp();
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), [
      'person@example.ir',
    ]);
    const agent = await signInAs(test.app, people.administrator);
    assert.equal((await postForm(agent, '/desk/digest', { address: 'sara@' })).status, 422);
    await postForm(agent, '/desk/digest', { address: 'sara@example.ir' });
    server = await mailServer();
    sender = mailSender({ smtpUrl: server.url, from: 'survey@example.ir', perMinute: 60 });
  });
  afterEach(async () => {
    sender.close();
    await server.stop();
  });
  const send = () => sendDigests(sender, test.clock.now(), 'https://p.ea.ir');

  it('comes once a day, with numbers and the offices to call, without addresses or codes', async () => {
    assert.equal(await send(), 1);
    assert.equal(await send(), 0);
    const [mail] = server.taken;
    const page = load(String(mail?.html));
    assert.equal(page('html').attr('dir'), 'rtl');
    for (const text of [page('body').text(), mail?.text ?? '']) {
      assert.match(text, /دعوت‌نامه‌های استفاده‌شده/);
      assert.match(text, /تماس با آن‌ها بیش از همه اثر دارد[\s\S]*فرمانداری تبریز/);
      assert.doesNotMatch(text, /person@|#|digest:/);
    }
    test.clock.advanceHours(24);
    assert.equal(await send(), 1);
  });

  it('gives waiting messages in steps once somebody was reminded: the exact number would be of those who have not answered', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 2, invitations: 0 });
    const waiting = (purpose: 'invitation' | 'reminder') =>
      Array.from({ length: 13 }, (_, n) => ({
        _id: `waiting${n}`,
        wave: wave._id,
        office: 'office1',
        channel: 'email' as const,
        purpose,
        notBefore: test.clock.now(),
      }));
    await DeliveryModel.insertMany(waiting('reminder'));
    assert.equal(await shownWaiting(wave), 13);
    await ReminderModel.create({ _id: 'r', wave: wave._id, at: test.clock.now(), state: 'done' });
    assert.equal(await shownWaiting(wave), 10);
    await send();
    const text = String(server.taken[0]?.text);
    assert.doesNotMatch(text, /: (۱۳|13)$/m);
    assert.match(text, /: (۱۰|10)$/m);
  });

  it('does not come before half past seven, on holidays, or to who is no administrator any more', async () => {
    test.clock.set(new Date('2026-11-23T03:59:00Z'));
    assert.equal(await send(), 0);
    test.clock.set(new Date('2026-11-27T08:30:00Z'));
    assert.equal(await send(), 0);
    test.clock.set(new Date('2026-11-28T08:30:00Z'));
    await AccountModel.updateOne({ _id: people.administrator.username }, { $set: { disabled: true } });
    assert.equal(await send(), 0);
  });

  it('is tried again when the server takes nothing, and ends when it is no longer wanted', async () => {
    server.onRecipient = () => ({ code: 450, text: '4.2.1 busy' });
    assert.equal(await send(), 0);
    server.onRecipient = () => null;
    assert.equal(await send(), 1);
    const agent = await signInAs(test.app, people.administrator);
    await postForm(agent, '/desk/digest', { address: '' });
    assert.equal(await DigestSubscriptionModel.countDocuments(), 0);
  });
});
