/**
 * Everything that administrators can do to one invitation, done beside an owner who has answered and beside one who has not: search, spare, mark,
 * correct, remind, hold, send again, invite again by a list, order codes, raise the headcount. What they read afterwards must be the same to the byte.
 */
import assert from 'node:assert/strict';
import { peopleListsFinished } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { deliverRound } from '../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { startDueReminders } from '../../server/participation/reminder/queueReminder.ts';
import { ReminderModel } from '../../server/participation/reminder/reminder.ts';
import { inviteAddresses } from '../support/inbox.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { emptyStore, useDatabase } from '../support/testStore.ts';
import { withoutPassing } from './everythingReadable.ts';

const invited = 30;
const addressOf = (at: number) => `person${at}@example.ir`;
/** Whose right the administrators would like to know of; three others have answered, so that no step is crossed. */
const target = 'invitation9';
const pages = [
  '',
  'deliveries',
  'participation',
  'invitations',
  'people-lists',
  'reminders',
  'headcounts',
  'progress',
];

interface World {
  base: string;
  both: Agent[];
  told: [about: string, text: string][];
  round(): Promise<string[]>;
}

/** Ids of waves and requests are drawn. */
const plain = (text: string, wave: string) =>
  withoutPassing(text)
    .replaceAll(wave, 'WAVE')
    .replaceAll(/(?<=people-lists\/|code-requests\/|headcounts\/)[0-9a-z]{12}/g, 'ID');

describe('an administrator and one invitation', function () {
  this.timeout(120_000);
  useDatabase();

  async function world(isUsed: boolean): Promise<World['told']> {
    await emptyStore();
    const test: TestApp = await testApp();
    const { keyDir } = test.config;
    const { wave } = await situation.openWave({ keyDir, offices: 1, headcount: 40, invitations: 0 });
    const addresses = Array.from({ length: invited }, (_, at) => addressOf(at));
    await inviteAddresses({ wave: wave._id, keyDir }, test.clock.now(), addresses);
    const base = `/desk/waves/${wave._id}`;
    const both = [
      await signInAs(test.app, people.administrator),
      await signInAs(test.app, { ...people.administrator, username: 'hasan' }),
    ];
    const sentTo: string[] = [];
    const sender = {
      send: async (to: string) => {
        sentTo.push(to);
        return { kind: 'sent' as const };
      },
      close: () => undefined,
    };
    const senders = { email: sender as never, sms: null, close: () => undefined };
    const round = async () => {
      await deliverRound(
        { senders, clock: test.clock, baseUrl: 'https://p.ea.ir', keyDir },
        { email: 200, sms: 0 },
      );
      return sentTo.splice(0).sort();
    };
    await round();
    const used = ['invitation0', 'invitation1', 'invitation2', ...(isUsed ? [target] : ['invitation3'])];
    for (const _id of used) await InvitationModel.updateOne({ _id }, { $set: { used: true } });
    return act({ wave: wave._id, test, base, both, round });
  }

  interface Acting extends Omit<World, 'told'> {
    wave: string;
    test: TestApp;
  }

  async function act({ wave, test, base, both, round }: Acting): Promise<World['told']> {
    const told: World['told'] = [];
    const [one] = both as [Agent, Agent];
    const look = async (about: string) => {
      for (const [at, agent] of both.entries())
        for (const page of pages) {
          const { status, text } = await agent.get(page ? `${base}/${page}` : base);
          told.push([`${about}: ${at} ${page}`, `${status} ${plain(text, wave)}`]);
        }
    };
    const press = async (about: string, path: string, fields: Record<string, string> = {}, agent = one) => {
      const { status, text } = await postForm(agent, `${base}/${path}`, fields);
      told.push([about, `${status} ${plain(text, wave)}`]);
    };
    await look('before');
    await press('search', 'deliveries/search', { searched: addressOf(9) });
    await press('correct', `deliveries/${target}/address`, { channel: 'email', address: 'mine@example.ir' });
    await press('hold', 'deliveries/hold');
    await press('resumption', 'deliveries/resumption');
    await press('retry', 'deliveries/retry');
    await look('after the buttons');
    const list = ['واحد,راه,نشانی', `office1,email,${addressOf(9)}`].join('\n');
    const page = await one.get(`${base}/people-lists`);
    const upload = await one
      .post(`${base}/people-lists`)
      .field('_csrf', csrfOf(page.text))
      .attach('file', Buffer.from(list), 'list.csv');
    await peopleListsFinished();
    const place = String(upload.headers.location);
    told.push(['list again', plain((await one.get(place)).text, wave)]);
    told.push(['invited again', plain((await postForm(one, `${place}/invitation`, {})).text, wave)]);
    await peopleListsFinished();
    told.push(['list afterwards', plain((await one.get(place)).text, wave)]);
    await press('codes', 'invitations', { office1: '3', office: 'office1', count: '3' });
    await press('more codes than people', 'code-requests', {
      office: 'office1',
      count: '30',
      reason: 'بیشتر',
    });
    await press('headcount', 'headcounts', { office: 'office1', headcount: '60', reason: 'بیشتر' });
    await look('after codes');
    test.clock.advanceHours(24);
    await ReminderModel.create({ _id: 'reminder', wave, at: test.clock.now(), state: 'planned' });
    assert.equal((await startDueReminders(test.clock.now())).length, 1);
    await press('search before the reminder', 'deliveries/search', { searched: addressOf(9) });
    const mails = await round();
    told.push(['how many were reminded, in steps', String(Math.floor(mails.length / 5))]);
    await press('search after it', 'deliveries/search', { searched: addressOf(9) });
    await press('correct after it', `deliveries/${target}/address`, {
      channel: 'email',
      address: 'mine@example.ir',
    });
    await look('after a reminder');
    await press('mark', `deliveries/${target}/wrong`);
    await look('after a mark');
    await press('spare', `deliveries/${target}/withdrawal`);
    await look('spared');
    assert.ok((await DeliveryModel.countDocuments({})) >= invited);
    return told;
  }

  it('learns by nothing that can be done to it whether its owner has answered', async () => {
    const [unused, used] = [await world(false), await world(true)];
    assert.equal(unused.length, used.length);
    const telling = unused.flatMap(([about, text], at) => {
      const other = used[at]![1];
      if (text === other) return [];
      let place = 0;
      while (text[place] === other[place]) place += 1;
      return [`${about}: ${text.slice(place - 60, place + 40)} | ${other.slice(place - 20, place + 40)}`];
    });
    assert.deepEqual(telling, []);
    const done = unused.filter(([, text]) => /^(200|303)/.test(text));
    assert.ok(done.length > 60, `only ${done.length} of ${unused.length} were there to be read`);
  });
});
