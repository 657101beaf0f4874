/** From an administrator's list to an answer: the message that really arrived, its link on a phone, a lost line, and whom the reminder goes to. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load } from 'cheerio';
import type { BrowserContext } from 'playwright-core';
import { peopleListsFinished } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { type DeliveryTools, deliverRound } from '../../server/participation/delivery/deliverRound.ts';
import { openSenders } from '../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { startDueReminders } from '../../server/participation/reminder/queueReminder.ts';
import { ReminderModel } from '../../server/participation/reminder/reminder.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { smsConfig } from '../support/inbox.ts';
import { type MailServer, mailServer } from '../support/mailServer.ts';
import { csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve } from './browser.ts';
import { answerStep, prepared, startAnswering, textOf, toReview } from './supportAnswering.ts';

/** A gateway that takes every message; `texts` are in the order of their coming. */
async function smsGateway() {
  const texts: { to: string; text: string }[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://gateway').searchParams;
    texts.push({ to: query.get('to') ?? '', text: query.get('text') ?? '' });
    response.end('OK');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, texts, server };
}

describe('answering from a message', function () {
  this.timeout(120_000);
  useDatabase();
  let test: TestApp;
  let wave: string;
  let site: { url: string; close: () => void };
  let mails: MailServer;
  let gateway: Awaited<ReturnType<typeof smsGateway>>;
  let courier: DeliveryTools;
  let context: BrowserContext;

  beforeEach(async () => {
    test = await testApp();
    const open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    wave = open.wave._id;
    site = await serve(test.app);
    mails = await mailServer();
    gateway = await smsGateway();
    const mail = { smtpUrl: mails.url, from: 'پیمایش <survey@example.ir>', perMinute: 600 };
    const sms = smsConfig({ SMS_URL: `${gateway.url}/?to={to}&text={text}`, SMS_METHOD: 'GET' });
    courier = {
      senders: openSenders({ mail, sms }),
      clock: test.clock,
      baseUrl: site.url,
      keyDir: test.config.keyDir,
    };
    context = await (await browser()).newContext({ viewport: phone });
  });
  afterEach(async () => {
    await context.close();
    courier.senders.close();
    gateway.server.close();
    await mails.stop();
    site.close();
  });

  const round = () => deliverRound(courier, { email: 100, sms: 100 });

  /** The administrator uploads a list, looks at it and invites. */
  async function invite(...rows: string[]): Promise<void> {
    const agent = await signInAs(test.app, people.administrator);
    const base = `/desk/waves/${wave}/people-lists`;
    const page = await agent.get(base).expect(200);
    const file = Buffer.from(['office,channel,address', ...rows].join('\n'));
    const upload = agent.post(base).field('_csrf', csrfOf(page.text)).attach('file', file, 'list.csv');
    const list = String((await upload.expect(303)).headers.location);
    await peopleListsFinished();
    assert.equal((await postForm(agent, `${list}/invitation`, {})).status, 303);
    await peopleListsFinished();
    await round();
  }

  /** Opens the link on a phone, loses the line in the middle, sends, and has the line back. */
  async function answer(link: string): Promise<void> {
    const page = await prepared(await context.newPage());
    await startAnswering(page, link);
    await answerStep(page, 4);
    await context.setOffline(true);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    assert.match(await textOf(page, '.failure'), /هنوز ارسال نشده/);
    assert.equal(await BallotModel.countDocuments(), 0);
    await context.setOffline(false);
    await page.locator('.ending').waitFor();
    await page.close();
    assert.equal(await BallotModel.countDocuments(), 1);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  }

  async function remind(): Promise<void> {
    await ReminderModel.create({ _id: 'reminder', wave, at: test.clock.now() });
    await startDueReminders(test.clock.now());
    await round();
  }

  const to = (position: number) => [mails.taken[position]?.to ?? []].flat()[0]?.text;
  const linkIn = (position: number) => String(load(String(mails.taken[position]?.html))('a').attr('href'));

  it('by mail: its link is answered once, and the reminder goes to the other person only', async () => {
    await invite('office1,email,a@example.ir', 'office1,email,b@example.ir');
    assert.equal(mails.taken.length, 2);
    const [answered, silent] = [to(0), to(1)];
    await answer(linkIn(0));
    await remind();
    assert.deepEqual([mails.taken.length, to(2)], [3, silent]);
    assert.notEqual(answered, silent);
    assert.notEqual(linkIn(2), linkIn(1));
    const used = await prepared(await context.newPage());
    await used.goto(linkIn(0));
    await used.locator('.ending').waitFor();
    assert.match(await textOf(used, 'main h1'), /پیش‌تر استفاده شده/);
  });

  it('by SMS: the link of the text that the gateway got', async () => {
    await invite('office1,sms,09141234567', 'office1,sms,09141234568');
    assert.equal(gateway.texts.length, 2);
    const link = gateway.texts[0]?.text.match(/http\S+/)?.[0] ?? assert.fail('no link in the text');
    await answer(link);
    const silent = gateway.texts[1]?.to;
    await remind();
    assert.deepEqual(gateway.texts.map((one) => one.to).slice(2), [silent]);
  });
});
