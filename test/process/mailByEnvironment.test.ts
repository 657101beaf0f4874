/** The whole way of a mail with nothing but the environment set: invitation, reminder, and the report that one did not arrive. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { load } from 'cheerio';
import { mongo } from 'mongoose';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { startEmbedded } from '../../server/database/embedded/startEmbedded.ts';
import { translator } from '../../server/i18n/translator.ts';
import { report, template } from '../participation/bounce/reports.ts';
import { type ImapServer, imapServer } from '../support/imapServer.ts';
import { type MailServer, mailServer } from '../support/mailServer.ts';
import { type Agent, account, csrfOf, people, postForm, signIn } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testStoreSource, useDatabase } from '../support/testStore.ts';
import { buildFirst, logged, newFolder, printed, type Started, start, stop, succeeds } from './program.ts';

const t = translator('fa');
const list = 'واحد,راه,نشانی\noffice1,email,sara@example.ir\noffice1,email,ali@example.ir\n';

describe('mail by the environment alone', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  const folder = newFolder();
  let wave: string;
  let smtp: MailServer;
  let imap: ImapServer;
  let server: Started;
  let agent: Agent;
  let origin: string;

  before(async () => {
    await buildFirst();
    [smtp, imap] = [await mailServer(), await imapServer()];
    const dates = { opensAt: new Date('2026-01-01T00:00:00Z'), closesAt: new Date('2099-01-01T00:00:00Z') };
    const asked = { keyDir: join(folder, 'keys'), offices: 1, invitations: 0, wave: dates };
    wave = (await situation.openWave(asked)).wave._id;
    await account(people.administrator);
    const copy = join(temporaryFolder('copy'), 'copy');
    await backupTo(copy, await testStoreSource());
    await succeeds(folder, 'restore', copy);
    await begin();
  });
  after(async () => {
    server.child.kill('SIGKILL');
    await Promise.all([smtp.stop(), imap.stop()]);
  });

  async function begin() {
    server = start(folder, {
      LOG_LEVEL: 'info',
      SMTP_URL: smtp.url,
      MAIL_FROM: 'پیمایش <survey@example.ir>',
      BOUNCE_ADDRESS: template,
      BOUNCE_IMAP_URL: imap.url,
    });
    [, origin = ''] = await printed(server, /answers at (http\S+)/);
    agent = await signIn(origin, people.administrator.username);
  }

  /** The log says nothing of how many: so the mail server is looked at. */
  async function mailsTaken(count: number): Promise<void> {
    while (smtp.taken.length < count) await pause(20);
  }

  it('invites the people of a list: each has a link of their own at the address people reach', async () => {
    const base = `/desk/waves/${wave}/people-lists`;
    const { text } = await agent.get(base).expect(200);
    const upload = agent
      .post(base)
      .field('_csrf', csrfOf(text))
      .attach('file', Buffer.from(list), 'list.csv');
    const address = String((await upload.expect(303)).headers.location);
    assert.equal((await postForm(agent, `${address}/invitation`, {})).status, 303);
    await mailsTaken(2);
    assert.deepEqual(smtp.taken.map(({ to }) => [to].flat()[0]?.text).sort(), [
      'ali@example.ir',
      'sara@example.ir',
    ]);
    const links = smtp.taken.map(({ text: mail }) => /http\S+#[0-9A-Z]{20}/.exec(mail ?? '')?.[0]);
    assert.equal(new Set(links).size, 2);
    assert.ok(links.every((link) => link?.startsWith(`${origin}/w/${wave}#`)));
    assert.match(smtp.taken[0]?.from?.text ?? '', /survey@example\.ir/);
  });

  it('reminds at the planned moment, also after a restart', async () => {
    assert.equal(await stop(server), 0);
    await addReminder();
    await begin();
    await mailsTaken(4);
    assert.equal(smtp.taken.length, 4);
    assert.match(smtp.taken[3]?.subject ?? '', /یادآوری/);
  });

  it('tells of one reminder that came back nothing that could be about somebody', async () => {
    const returned = smtp.returnTo.at(-1) ?? '';
    const token = /^bounce\+(.+)@example\.ir$/.exec(returned)?.[1] ?? assert.fail(returned);
    imap.deliver(report('postfix', token).toString());
    assert.equal(await stop(server), 0);
    await begin();
    await logged(server, /"job":"bounces".*"reports":\[/);
    const { text } = await agent.get(`/desk/waves/${wave}/deliveries`).expect(200);
    assert.doesNotMatch(
      load(text)('main').text(),
      new RegExp(t('delivery:lost.title', { count: 1 }).slice(-12)),
    );
    assert.doesNotMatch(text, /(sara|ali)@example/);
    assert.deepEqual(imap.messages(), []);
    assert.doesNotMatch(server.err(), /example\.ir|#[0-9A-Z]{20}/);
  });

  /** A reminder whose moment has come while the server was down; pages plan none for the past. */
  async function addReminder() {
    const store = await startEmbedded({ folder: join(folder, 'data') });
    const client = await mongo.MongoClient.connect(store.uri);
    const reminder = { _id: 'due', wave, at: new Date(), state: 'planned', queued: 0 };
    await client
      .db()
      .collection('reminders')
      .insertOne(reminder as never);
    await client.close();
    await store.close();
  }
});
