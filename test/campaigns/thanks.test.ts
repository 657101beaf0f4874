/** Thanks after a wave: to the managers of offices that were asked, once, in working hours, saying nothing of who answered. */
import assert from 'node:assert/strict';
import { AccountModel } from '../../server/accounts/account.ts';
import { AccountMessageModel } from '../../server/accounts/messages/accountMessage.ts';
import { accountQueue } from '../../server/campaigns/messages/accountQueue.ts';
import { queueThanks } from '../../server/campaigns/messages/thankOffices.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import type { WaveState } from '../../server/waves/waveState.ts';
import { account, people } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

/** A Saturday: closed at midnight in Iran, and ten in the morning of the same day. */
const closed = new Date('2026-01-02T20:30:00Z');
const morning = new Date('2026-01-03T06:30:00Z');
const baseUrl = 'https://p.ea.ir';

describe('thanks to the offices', () => {
  useDatabase();

  beforeEach(async () => {
    const { config } = await testApp();
    const { wave } = await situation.openWave({ keyDir: config.keyDir, offices: 3, invitations: 0 });
    const offices = wave.offices.map((office, at) => ({
      ...office,
      parent: at === 0 ? null : wave.offices[0]!.code,
      headcount: at === 1 ? 20 : 0,
    }));
    await WaveModel.updateOne({ _id: wave._id }, { $set: { offices, state: 'closed', closedAt: closed } });
    for (const office of ['office1', 'office2', 'office3', 'elsewhere']) {
      await account({ ...people.manager, username: office, grants: [{ office, from: null, to: null }] });
      await AccountModel.updateOne({ _id: office }, { $set: { address: `${office}@example.ir` } });
    }
  });

  const queued = async () =>
    (await AccountMessageModel.find({ purpose: 'thanks' }).lean()).map((one) => one.account).sort();

  it('go to the managers of offices that were asked and to those above, once', async () => {
    assert.equal(await queueThanks(morning), 2);
    assert.equal(await queueThanks(morning), 0);
    assert.deepEqual(await queued(), ['office1', 'office2']);
  });

  it('wait for working hours, and are not sent weeks later', async () => {
    for (const at of [
      '2026-01-02T21:00:00Z',
      '2026-01-08T06:30:00Z',
      '2026-01-09T06:30:00Z',
      '2026-01-25T06:30:00Z',
    ])
      assert.equal(await queueThanks(new Date(at)), 0, at);
    assert.equal(await queueThanks(new Date('2026-01-10T06:30:00Z')), 2);
  });

  it('are for no wave that runs, was withdrawn or released, or came from elsewhere', async () => {
    for (const state of ['open', 'withdrawn', 'released'] satisfies WaveState[]) {
      await WaveModel.updateOne({}, { $set: { state } });
      assert.equal(await queueThanks(morning), 0, state);
    }
    await WaveModel.updateOne({}, { $set: { state: 'counted', imported: true } });
    assert.equal(await queueThanks(morning), 0);
  });

  it('reach nobody without an address, and who has only a telephone by SMS, in one part', async () => {
    await AccountModel.updateOne({ _id: 'office1' }, { $unset: { address: 1 } });
    await AccountModel.updateOne(
      { _id: 'office2' },
      { $set: { mobile: '+989120000002' }, $unset: { address: 1 } },
    );
    assert.equal(await queueThanks(morning), 1);
    const [sms] = await sentBy('sms');
    assert.match(sms ?? '', /سپاسگزاریم/);
    assert.ok((sms ?? '').length <= 70, sms);
  });

  it('say whom they thank, whom to ask and who will read the results, and lead nowhere', async () => {
    await queueThanks(morning);
    for (const text of await sentBy('email')) {
      assert.match(text, /کریم فرماندار/);
      assert.match(text, /دفتر توسعهٔ مدیریت/);
      assert.match(text, /چه پاسخ داده باشند و چه نه/);
      assert.doesNotMatch(text, /\/desk|#|\{|٪/);
    }
  });

  async function sentBy(channel: 'email' | 'sms'): Promise<string[]> {
    const texts: string[] = [];
    const sender = {
      send: async (_to: string, message: string | { text: string }) => {
        texts.push(typeof message === 'string' ? message : message.text);
        return { kind: 'sent' as const };
      },
      close: () => undefined,
    };
    await accountQueue(channel, {
      ...{ now: morning, max: 10, baseUrl, isStopping: () => false },
      senders: { email: sender, sms: sender, close: () => undefined },
    });
    assert.ok(texts.length > 0);
    return texts;
  }
});
