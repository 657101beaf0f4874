/** Mail over a real SMTP server: what is sent, what its reader finds, and that nothing is lost or doubled when the server misbehaves. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { newCode } from '../../../server/participation/code.ts';
import { correctAddress, withdrawPerson } from '../../../server/participation/delivery/changeDelivery.ts';
import { ChannelModel, holdWave } from '../../../server/participation/delivery/channel.ts';
import { mailComposer } from '../../../server/participation/delivery/composeMail.ts';
import { type Courier, deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { openSenders, type Senders } from '../../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { promiseWordings } from '../../../server/waves/launch/promiseWording.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { useDatabase } from '../../support/database.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { type MailServer, mailServer } from '../../support/mailServer.ts';
import { instrument, situation } from '../../support/situation.ts';
import { voter } from '../../support/voter.ts';

const most = { email: 100, sms: 100 };
const item = instrument().dimensions[0]!.items[0]!.id;

describe('invitations by e-mail', () => {
  useDatabase();
  let test: TestApp;
  let wave: Wave;
  let server: MailServer;
  let senders: Senders;
  let courier: Courier;

  beforeEach(async () => {
    test = await testApp();
    ({ wave } = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      headcount: 20,
      invitations: 0,
    }));
    server = await mailServer();
    open(server.url);
  });
  afterEach(async () => {
    senders.close();
    await server.stop();
  });

  function open(smtpUrl: string) {
    senders = openSenders({
      mail: { smtpUrl, from: 'پیمایش <survey@example.ir>', perMinute: 60 },
      sms: undefined,
    });
    courier = { senders, clock: test.clock, baseUrl: 'http://localhost:3000' };
  }

  const invite = (...addresses: string[]) => inviteAddresses(wave._id, test.clock.now(), addresses);

  const round = async () => (await deliverRound(courier, most)).email;
  const states = async () => (await DeliveryModel.find().sort({ _id: 1 }).lean()).map(({ state }) => state);
  const codeIn = (text = '') => /#([0-9A-Z]{20})/.exec(text)?.[1] ?? assert.fail('no code in the mail');
  const minutesLater = (minutes: number) => test.clock.advanceHours(minutes / 60);

  it('sends one mail a person, whose link opens the questionnaire and is counted', async () => {
    await invite('a@example.ir', 'b@example.ir');
    assert.deepEqual(await round(), { sent: 2 });
    assert.deepEqual(await states(), ['sent', 'sent']);
    assert.deepEqual(server.taken.map(({ to }) => (Array.isArray(to) ? '' : to?.text)).sort(), [
      'a@example.ir',
      'b@example.ir',
    ]);
    const [mail] = server.taken;
    const link = String(load(String(mail?.html))('a').attr('href'));
    assert.ok(link.startsWith(`http://localhost:3000/w/${wave._id}#`));
    await supertest(test.app).get(new URL(link).pathname).expect(200);
    const code = codeIn(link);
    assert.equal(codeIn(mail?.text), code);
    await voter(test.app, wave._id).vote(code, { items: { [item]: 4 } });
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('is Persian from right to left in text and HTML, with fingerprint, promise and sponsor', async () => {
    await invite('a@example.ir');
    await round();
    const [mail] = server.taken;
    const page = load(String(mail?.html));
    assert.deepEqual([page('html').attr('dir'), page('html').attr('lang')], ['rtl', 'fa']);
    assert.equal(page('td[dir="rtl"]').length > 8, true);
    assert.equal(page('style, script, img, link').length, 0);
    for (const text of [page('body').text(), mail?.text ?? '']) {
      assert.ok(text.includes(wave.keysFingerprint ?? '-'));
      assert.ok(text.includes(wave.firstPage.sponsor));
      assert.ok(text.includes('قول ما به شما'));
      assert.doesNotMatch(text, /\{\{|messages:|link\.invalid|CODE-CODE/);
    }
    assert.equal(mail?.subject, `دعوت به پیمایش \u2068${wave.title}\u2069`);
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated');
  });

  it('makes the promise in the words that launch froze, whatever the wording is today', async () => {
    const { promise } = (await WaveModel.findById(wave._id).lean<Wave>()) ?? assert.fail();
    const today = promiseWordings(wave).fa;
    const frozen = { ...today, ...promise?.fa, strong: 'قول آن روز', plain: 'قول سادهٔ آن روز' };
    await WaveModel.updateOne({ _id: wave._id }, { $set: { promise: { fa: frozen, en: frozen } } });
    await invite('a@example.ir');
    await round();
    const changed = (await WaveModel.findById(wave._id).lean<Wave>()) ?? assert.fail();
    const overHttp = await mailComposer(changed, 'invitation', 'http://survey.example');
    const mails = [
      [server.taken[0], frozen.strong],
      [overHttp(newCode()), frozen.plain],
    ] as const;
    for (const [mail, words] of mails)
      for (const text of [load(String(mail?.html))('body').text(), mail?.text ?? '']) {
        assert.ok(text.includes(words));
        assert.ok(!text.includes(today.strong) && !text.includes(today.plain));
      }
  });

  it('keeps neither code nor time of what was sent', async () => {
    await invite('a@example.ir');
    await round();
    const delivery = await DeliveryModel.findOne().lean();
    const kept = JSON.stringify([delivery, await InvitationModel.find().lean()]);
    assert.ok(!kept.includes(codeIn(server.taken[0]?.text)));
    assert.deepEqual(
      [delivery?.notBefore, delivery?.claim, delivery?.claimUntil, delivery?.message],
      [null, null, null, ''],
    );
    assert.ok(!Object.values(delivery ?? {}).some((value) => value instanceof Date));
  });

  it('waits while the server is down, loses nothing and sends each mail once when it is back', async () => {
    await invite('a@example.ir', 'b@example.ir', 'c@example.ir');
    const url = server.url;
    await server.stop();
    await round();
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting']);
    const down = await ChannelModel.findById('email').lean();
    assert.equal(down?.problem, 'ECONNREFUSED');
    assert.deepEqual(await round(), {}, 'the channel is left alone until its time');
    assert.ok((await InvitationModel.find().lean()).every(({ codeHashes }) => codeHashes.length === 0));
    server = await mailServer();
    assert.notEqual(server.url, url);
    senders.close();
    open(server.url);
    minutesLater(2);
    assert.deepEqual(await round(), { sent: 3 });
    assert.equal(server.taken.length, 3);
    assert.deepEqual(await round(), {});
  });

  it('does not start a message again that a slow server is still reading', async () => {
    await invite('a@example.ir');
    let release = () => {};
    let arrived = () => {};
    const reading = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    server.onMessage = () =>
      new Promise((resolve) => {
        release = () => resolve(null);
        arrived();
      });
    const first = round();
    await reading;
    assert.deepEqual(await states(), ['sending']);
    assert.deepEqual(await round(), {});
    release();
    assert.deepEqual(await first, { sent: 1 });
    assert.equal(server.taken.length, 1);
  });

  it('sends again under the same Message-ID when the line drops in the middle, and both links are one right', async () => {
    await invite('a@example.ir');
    const ids: string[] = [];
    server.onMessage = async (drop) => {
      drop();
      return null;
    };
    await round();
    ids.push(String(server.taken[0]?.messageId));
    assert.deepEqual(await states(), ['waiting']);
    server.onMessage = async () => null;
    minutesLater(2);
    assert.deepEqual(await round(), { sent: 1 });
    ids.push(String(server.taken[1]?.messageId));
    assert.equal(ids[0], ids[1]);
    const [first, second] = server.taken.map(({ text }) => codeIn(text));
    assert.notEqual(first, second);
    await voter(test.app, wave._id).vote(String(first), { items: { [item]: 4 } });
    await voter(test.app, wave._id).right(String(second)).expect(200);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('takes up what a killed process had claimed, after the claim has run out and once', async () => {
    await invite('a@example.ir');
    const claimUntil = new Date(test.clock.now().getTime() + 60_000);
    await DeliveryModel.updateOne({}, { $set: { state: 'sending', claim: 'dead', claimUntil } });
    assert.deepEqual(await round(), {});
    minutesLater(2);
    assert.deepEqual(
      await Promise.all([round(), round()]).then((all) => all.map(({ sent = 0 }) => sent).sort()),
      [0, 1],
    );
    assert.equal(server.taken.length, 1);
  });

  it('shows an address that the server refuses for good as a task, and sends to the corrected one', async () => {
    await invite('gone@example.ir', 'b@example.ir');
    server.onRecipient = (address) =>
      address.startsWith('gone') ? { code: 550, text: '5.1.1 no such user gone@example.ir' } : null;
    assert.deepEqual(await round(), { refused: 1, sent: 1 });
    const refused = await DeliveryModel.findOne({ state: 'refused' }).lean();
    assert.equal(refused?.problem, '550 5.1.1');
    assert.equal((await InvitationModel.findById(refused?._id).lean())?.codeHashes.length, 0);
    await correctAddress(wave._id, String(refused?._id), 'new@example.ir', test.clock.now());
    assert.deepEqual(await round(), { sent: 1 });
  });

  it('tries a busy address again at growing intervals and gives up in the end', async () => {
    await invite('a@example.ir');
    server.onRecipient = () => ({ code: 450, text: '4.2.1 mailbox busy' });
    for (const wait of [5, 15, 60, 240, 720]) {
      assert.deepEqual(await round(), { later: 1 });
      minutesLater(wait - 1);
      assert.deepEqual(await round(), {});
      minutesLater(2);
    }
    assert.deepEqual(await round(), { later: 1 });
    assert.deepEqual(await states(), ['failed']);
  });

  it('takes a refusal of ourselves for a fault of the channel, not of ten thousand addresses', async () => {
    await invite('a@example.ir', 'b@example.ir');
    server.onRecipient = () => ({ code: 554, text: '5.7.1 relay access denied' });
    await round();
    assert.deepEqual(await states(), ['waiting', 'waiting']);
    assert.equal((await ChannelModel.findById('email').lean())?.problem, '554 5.7.1');
  });

  it('sends nothing before the wave opens, after it closes, while it is held, or to who wants nothing', async () => {
    await invite('a@example.ir', 'b@example.ir');
    const at = (hours: number) => new Date(test.clock.now().getTime() + hours * 3_600_000);
    await WaveModel.updateOne({ _id: wave._id }, { $set: { opensAt: at(1) } });
    assert.deepEqual(await round(), {});
    await WaveModel.updateOne({ _id: wave._id }, { $set: { opensAt: at(-2), closesAt: at(-1) } });
    assert.deepEqual(await round(), {});
    await WaveModel.updateOne({ _id: wave._id }, { $set: { closesAt: at(9) } });
    await holdWave(wave._id, true);
    assert.deepEqual(await round(), {});
    await holdWave(wave._id, false);
    await withdrawPerson(wave._id, 'invitation0');
    assert.deepEqual(await round(), { sent: 1 });
    assert.equal((await InvitationModel.findById('invitation0').lean())?.address, null);
  });

  it('sends nothing to an invitation that was used, and does not show that it was', async () => {
    await invite('a@example.ir', 'b@example.ir');
    await InvitationModel.updateOne({ _id: 'invitation0' }, { $set: { used: true } });
    assert.deepEqual(await round(), { notNeeded: 1, sent: 1 });
    assert.deepEqual(await states(), ['sent', 'sent']);
    const invitations = await InvitationModel.find().lean();
    assert.deepEqual(
      invitations.map(({ codeHashes }) => codeHashes.length),
      [1, 1],
    );
    const [first, second] = await DeliveryModel.find().lean();
    assert.match(`${first?.bounceToken} ${second?.bounceToken}`, /^[a-z0-9]{20} [a-z0-9]{20}$/);
    const alike = { _id: '', bounceToken: '' };
    assert.deepEqual({ ...first, ...alike }, { ...second, ...alike });
  });
});
