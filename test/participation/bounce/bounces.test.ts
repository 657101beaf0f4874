/** Mails that come back days later: over a real SMTP server out, over a real IMAP server in. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { translator } from '../../../server/i18n/translator.ts';
import { addressCipher } from '../../../server/participation/addressCipher.ts';
import { bounceJob } from '../../../server/participation/bounce/bounceJob.ts';
import { approveAddress, requestAddress } from '../../../server/participation/delivery/changeDelivery.ts';
import { deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { openSenders, type Senders } from '../../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { startDueReminders } from '../../../server/participation/reminder/queueReminder.ts';
import { ReminderModel } from '../../../server/participation/reminder/reminder.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { type ImapServer, imapServer } from '../../support/imapServer.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { type MailServer, mailServer } from '../../support/mailServer.ts';
import { type Agent, csrfOf, people, signInAs } from '../../support/people.ts';
import { instrument, situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';
import { voter } from '../../support/voter.ts';
import { report, template } from './reports.ts';

const t = translator('fa');
const item = instrument().dimensions[0]!.items[0]!.id;

describe('mails that come back', () => {
  useDatabase();
  let test: TestApp;
  let wave: Wave;
  let smtp: MailServer;
  let imap: ImapServer;
  let senders: Senders;

  beforeEach(async () => {
    [smtp, imap] = [await mailServer(), await imapServer()];
    const mail = {
      smtpUrl: smtp.url,
      from: 'پیمایش <survey@example.ir>',
      perMinute: 60,
      bounceAddress: template,
      bounceImapUrl: imap.url,
    };
    test = await testApp({ mail });
    senders = openSenders({ mail, sms: undefined });
    ({ wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 }));
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), [
      'sara@example.ir',
      'ali@example.ir',
    ]);
    await round();
  });
  afterEach(async () => {
    senders.close();
    await Promise.all([smtp.stop(), imap.stop()]);
  });

  const round = async () => {
    const courier = { senders, clock: test.clock, baseUrl: 'https://p.ea.ir', keyDir: test.config.keyDir };
    return (await deliverRound(courier, { email: 100, sms: 0 })).email;
  };
  const readReports = () => bounceJob(test.config).run(test.clock, () => false);
  const tokenOf = async (position: number) =>
    (await DeliveryModel.findById(`invitation${position}`).lean())?.bounceToken ?? assert.fail();
  const stateOf = async (position: number) => {
    const { state, problem } =
      (await DeliveryModel.findById(`invitation${position}`).lean()) ?? assert.fail();
    return [state, problem];
  };
  const comesBack = async (name: string, position = 0) =>
    imap.deliver(report(name, await tokenOf(position)).toString());
  const page = async (agent: Agent) =>
    (await agent.get(`/desk/waves/${wave._id}/deliveries`).expect(200)).text;

  it('carry a token of their own in return address and header, and no mail repeats another’s', async () => {
    const tokens = smtp.taken.map(({ headers }) => String(headers.get('x-delivery-token')));
    assert.deepEqual(
      smtp.returnTo,
      tokens.map((token) => `bounce+${token}@example.ir`),
    );
    assert.equal(new Set(tokens).size, 2);
    const stored = (await DeliveryModel.find().lean()).map(({ bounceToken }) => bounceToken);
    assert.deepEqual(stored.sort(), tokens.sort());
  });

  it('become a task, as if the server had refused at once, and the report is deleted', async () => {
    await comesBack('postfix');
    assert.deepEqual(await readReports(), { reports: ['failed'] });
    assert.deepEqual(await stateOf(0), ['refused', '550 5.1.1']);
    assert.deepEqual(await stateOf(1), ['sent', '']);
    assert.deepEqual(imap.messages(), []);
    const html = await page(await signInAs(test.app, people.administrator));
    assert.match(load(html)('.address-tasks').text(), /sara@example\.ir.*550 5\.1\.1/s);
    assert.doesNotMatch(html, /ali@example\.ir/);
  });

  it('are sent to the corrected address; a later report about the old one changes nothing', async () => {
    const old = report('postfix', await tokenOf(0)).toString();
    imap.deliver(old);
    await readReports();
    const cipher = addressCipher(test.config.keyDir, wave._id);
    await requestAddress(wave._id, 'invitation0', { address: 'sara2@example.ir', askedBy: 'one', cipher });
    await approveAddress(wave._id, 'invitation0', { now: test.clock.now(), cipher });
    assert.deepEqual(await round(), { sent: 1 });
    imap.deliver(old);
    assert.deepEqual(await readReports(), { reports: ['unknown'] });
    assert.deepEqual(await stateOf(0), ['sent', '']);
  });

  it('are only counted while a server still tries, and given up when it no longer does', async () => {
    await comesBack('delayed');
    assert.deepEqual(await readReports(), { reports: ['delayed'] });
    assert.deepEqual(await stateOf(0), ['sent', '']);
    await comesBack('expired');
    assert.deepEqual(await readReports(), { reports: ['failed'] });
    assert.deepEqual(await stateOf(0), ['failed', '452 4.2.2']);
    const facts = load(await page(await signInAs(test.app, people.administrator)))('.facts').text();
    assert.match(
      facts,
      new RegExp(`${t('delivery:bounces.failed')}\\s*۱\\s*${t('delivery:bounces.delayed')}\\s*۱`),
    );
  });

  it('are told once, however often the report comes, and a forged token is nothing', async () => {
    await comesBack('gmail');
    await comesBack('gmail');
    imap.deliver(report('postfix', 'aaaaaaaaaaaaaaaaaaaa').toString());
    assert.deepEqual(await readReports(), { reports: ['failed', 'known', 'unknown'] });
    assert.deepEqual(await stateOf(1), ['sent', '']);
  });

  it('are not taken for what people’s mail programs answer, which stays in the mailbox', async () => {
    await comesBack('outOfOffice');
    await comesBack('readReceipt');
    assert.deepEqual(await readReports(), { reports: ['other'] });
    assert.deepEqual(await stateOf(0), ['sent', '']);
    assert.deepEqual(
      imap.messages().map(({ flags }) => flags),
      [['\\Seen'], ['\\Seen']],
    );
    assert.equal(await readReports(), undefined, 'they are not looked at again');
  });

  it('take no right away: a code that came through after all still counts once', async () => {
    await comesBack('exchange');
    await readReports();
    const code = /#([0-9A-Z]{20})/.exec(smtp.taken.find(({ text }) => text)?.text ?? '')?.[1];
    await voter(test.app, wave._id).vote(String(code), { items: { [item]: 4 } });
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('do not show who has not answered: a reminder that came back has no address and no office', async () => {
    await ReminderModel.create({ _id: 'reminder', wave: wave._id, at: test.clock.now() });
    await startDueReminders(test.clock.now());
    await round();
    await comesBack('postfix');
    assert.deepEqual(await readReports(), { reports: ['failed'] });
    const html = load(await page(await signInAs(test.app, people.administrator)));
    assert.equal(html('.address-tasks').length, 0);
    assert.equal(
      html('section:has(> div > .steps)').length,
      0,
      'one that did not arrive is one who has not answered',
    );
    const sent = html('table.rates')
      .last()
      .find(`td[data-label="${t('delivery:state.underWay')}"]`);
    assert.equal(sent.text(), '۲', 'the office still shows both messages alike');
  });

  it('can be given as a file where no mailbox is read', async () => {
    const agent = await signInAs(test.app, people.administrator);
    const give = async (bytes: Buffer) => {
      const url = `/desk/waves/${wave._id}/deliveries`;
      const token = csrfOf((await agent.get(url)).text);
      await agent
        .post(`${url}/bounces`)
        .field('_csrf', token)
        .attach('file', bytes, 'report.eml')
        .expect(303);
      return load(await page(agent))('main').text();
    };
    assert.ok((await give(Buffer.from('\u0000no mail'))).includes(t('delivery:bounces.taken.other')));
    const given = await give(report('gmail', await tokenOf(0)));
    assert.ok(given.includes(t('delivery:bounces.taken.failed')));
    assert.deepEqual(await stateOf(0), ['refused', '550 5.1.1']);
  });

  it('wait in the mailbox while it cannot be read, and the page says so', async () => {
    const { mail } = test.config;
    const wrong = {
      ...test.config,
      mail: mail && { ...mail, bounceImapUrl: imap.url.replace('testpass', 'old') },
    };
    await comesBack('postfix');
    const failed = await bounceJob(wrong).run(test.clock, () => false);
    assert.deepEqual(failed, { problem: 'AUTHENTICATIONFAILED' });
    const agent = await signInAs(test.app, people.administrator);
    assert.match(load(await page(agent))('.notice.warning').text(), /AUTHENTICATIONFAILED/);
    assert.deepEqual(await readReports(), { reports: ['failed'] });
    assert.doesNotMatch(await page(agent), /AUTHENTICATIONFAILED/);
  });
});
