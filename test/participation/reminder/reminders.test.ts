/** Reminders: to unused invitations only, on working days, and without leaving a trace of who had answered by when. */
import assert from 'node:assert/strict';
import { randomId } from '../../../server/database/randomId.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import {
  cancelReminder,
  planReminder,
  suggestDays,
} from '../../../server/participation/reminder/planReminder.ts';
import { startDueReminders } from '../../../server/participation/reminder/queueReminder.ts';
import { ReminderModel } from '../../../server/participation/reminder/reminder.ts';
import {
  isWorkingDay,
  nextWorkingDay,
  saveCalendar,
} from '../../../server/participation/reminder/workingCalendar.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { inviteAddresses, smsInbox } from '../../support/inbox.ts';
import { instrument, situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';
import { voter } from '../../support/voter.ts';

const week = { weekend: [4, 5], holidays: [] };
const numbers = ['+989120000001', '+989120000002', '+989120000003'];
const item = instrument().dimensions[0]!.items[0]!.id;

describe('working days', () => {
  it('leave out the weekend that is set, solar holidays and the days that were added', () => {
    assert.equal(isWorkingDay('2026-11-23', week), true, 'a Monday');
    assert.equal(isWorkingDay('2026-11-26', week), false, 'a Thursday');
    assert.equal(isWorkingDay('2026-11-26', { ...week, weekend: [5] }), true);
    assert.equal(isWorkingDay('2027-02-11', { ...week, weekend: [] }), false, '۲۲ بهمن');
    assert.equal(isWorkingDay('2026-11-23', { ...week, holidays: ['2026-11-23'] }), false);
    assert.equal(nextWorkingDay('2026-11-26', week), '2026-11-28');
    assert.equal(nextWorkingDay('2026-11-26', { ...week, weekend: [0, 1, 2, 3, 4, 5, 6] }), null);
  });
});

describe('reminders', () => {
  useDatabase();
  let test: TestApp;
  let wave: Wave;
  let inbox: ReturnType<typeof smsInbox>;
  beforeEach(async () => {
    test = await testApp();
    ({ wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 }));
    inbox = smsInbox(test);
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), numbers, 'sms');
    await inbox.round();
  });

  const hoursOn = (hours: number) => new Date(test.clock.now().getTime() + hours * 3_600_000);
  const plan = (at: Date) => planReminder(wave, at, test.clock.now(), week);
  const codeOf = (position: number) => inbox.texts()[position]?.text.split('#')[1] ?? assert.fail();
  const vote = (code: string) => voter(test.app, wave._id).vote(code, { items: { [item]: 3 } });

  async function remind() {
    await ReminderModel.create({
      _id: randomId(12),
      wave: wave._id,
      at: test.clock.now(),
    });
    const [reminder] = await startDueReminders(test.clock.now());
    return ReminderModel.findById(reminder?._id).lean();
  }

  it('go to those who have not used theirs, with a further code that is the same right', async () => {
    const answered = inbox.texts()[0]!.to;
    await vote(codeOf(0));
    assert.equal((await remind())?.queued, 2);
    assert.deepEqual(await inbox.round(), { sent: 2 });
    const reminded = inbox.texts().slice(3);
    assert.ok(!reminded.some(({ to }) => to === answered));
    assert.ok(reminded.every(({ text }) => text.includes('یادآوری')));
    const { to } = reminded[0]!;
    const earlier = inbox
      .texts()
      .find((one) => one.to === to)!
      .text.split('#')[1]!;
    await vote(codeOf(3));
    const { body } = await voter(test.app, wave._id).right(earlier).expect(200);
    assert.equal(body.used, true);
  });

  it('are the last call when the end is near and no other follows, and only then', async () => {
    const textsOfRound = async () => {
      const before = inbox.texts().length;
      await remind();
      await inbox.round();
      return inbox.texts().slice(before);
    };
    const saysLast = (texts: { text: string }[]) =>
      texts.map(({ text }) => /آخرین فرصت|پایان پیمایش/.test(text)).filter(Boolean).length;
    const ends = (hours: number) =>
      WaveModel.updateOne({ _id: wave._id }, { $set: { closesAt: hoursOn(hours) } });
    await ends(73);
    assert.equal(saysLast(await textsOfRound()), 0, 'the end is not near');
    await ends(72);
    await ReminderModel.create({ _id: randomId(12), wave: wave._id, at: hoursOn(24) });
    assert.equal(saysLast(await textsOfRound()), 0, 'another follows');
    await ReminderModel.deleteMany({ state: 'planned' });
    assert.equal(saysLast(await textsOfRound()), 3);
  });

  it('stop at once for whoever answers while they are being sent', async () => {
    await remind();
    await vote(codeOf(1));
    assert.deepEqual(await inbox.round(), { sent: 2, notNeeded: 1 });
  });

  it('leave every invitation and delivery alike, whether it was used before, between or after', async () => {
    await vote(codeOf(0));
    await remind();
    await inbox.round();
    await vote(codeOf(1));
    await remind();
    await inbox.round();
    const invitations = await InvitationModel.find().lean();
    assert.deepEqual(
      invitations.map(({ codeHashes }) => codeHashes.length),
      [3, 3, 3],
    );
    const deliveries = (await DeliveryModel.find().lean()).map((one) =>
      JSON.stringify({ ...one, _id: '', bounceToken: one.bounceToken.length }),
    );
    assert.equal(new Set(deliveries).size, 1);
    const kept = (await DeliveryModel.find().lean()).flatMap((one) => Object.values(one));
    assert.ok(!kept.some((value) => value instanceof Date));
  });

  it('are queued once, also when the process died in the middle', async () => {
    const at = test.clock.now();
    await ReminderModel.create({ _id: 'broken', wave: wave._id, at, state: 'queueing' });
    await DeliveryModel.updateOne({ _id: 'invitation0' }, { $set: { round: 'broken', purpose: 'reminder' } });
    await startDueReminders(at);
    assert.deepEqual(await inbox.round(), { sent: 2 });
    assert.deepEqual(await startDueReminders(at), []);
  });

  it('are missed rather than sent at night, or when the wave is not open', async () => {
    await ReminderModel.create({ _id: 'late', wave: wave._id, at: hoursOn(-9) });
    await startDueReminders(test.clock.now());
    assert.equal((await ReminderModel.findById('late').lean())?.state, 'missed');
    assert.deepEqual(await inbox.round(), {});
  });

  it('are planned on working days within the wave, one a day', async () => {
    assert.deepEqual(await plan(hoursOn(-1)), { problem: 'past', nextDay: '2026-11-23' });
    assert.equal((await plan(hoursOn(24 * 11)))?.problem, 'outside');
    assert.deepEqual(await plan(hoursOn(72)), { problem: 'notWorking', nextDay: '2026-11-28' });
    assert.equal(await plan(hoursOn(24)), null);
    assert.equal((await plan(hoursOn(25)))?.problem, 'sameDay');
    const planned = await ReminderModel.find().lean();
    assert.deepEqual(suggestDays(wave, planned, test.clock.now(), week), ['2026-11-28', '2026-11-30']);
    assert.equal(await cancelReminder(wave._id, planned[0]!._id), true);
    await saveCalendar(week);
  });
});
