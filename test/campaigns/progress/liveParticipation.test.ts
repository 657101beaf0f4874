/** The live picture of a wave: what moves, when, and what nobody can take from it by subtraction. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { digestOf } from '../../../server/campaigns/digest/digestOf.ts';
import {
  currentParticipation,
  ParticipationLedgerModel,
} from '../../../server/campaigns/progress/participationLedger.ts';
import { readerOfLanguage } from '../../../server/i18n/reader.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { type Wave, WaveModel } from '../../../server/waves/wave.ts';
import { type Agent, people, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

describe('the live picture of participation', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  let wave: Wave;

  beforeEach(async () => {
    test = await testApp();
    agent = await signInAs(test.app, people.administrator);
    const place = { keyDir: test.config.keyDir, invitations: 0 };
    wave = (await situation.openWave({ ...place, offices: 3, headcount: 11 })).wave;
    const invitations = wave.units.flatMap(({ code }) =>
      Array.from({ length: 11 }, (_, i) => ({
        _id: `${code}-${i}`,
        wave: wave._id,
        office: code,
        unit: code,
      })),
    );
    await InvitationModel.insertMany(invitations);
  });

  async function use(unit: string, from: number, to: number) {
    for (let i = from; i < to; i += 1)
      await InvitationModel.updateOne({ _id: `${unit}-${i}` }, { $set: { used: true } });
  }

  async function page() {
    const { text } = await agent.get(`/desk/waves/${wave._id}`).expect(200);
    const $ = load(text);
    return {
      figures: $('.figure').text().replace(/\s+/g, ' '),
      rows: $('.rates tbody tr')
        .toArray()
        .map((row) => $(row).text().replace(/\s+/g, ' ').trim()),
      curve: $('.curve tbody tr').length,
    };
  }

  it('stands still for an hour, and until as many as the minimum have come', async () => {
    await use('office1', 0, 6);
    const before = await page();
    await use('office2', 0, 7);
    assert.deepEqual(await page(), before);
    test.clock.advanceHours(1);
    const after = await page();
    assert.notDeepEqual(after, before);
    await use('office3', 0, 4);
    test.clock.advanceHours(1);
    assert.deepEqual(await page(), after);
    assert.equal(after.curve, 2);
  });

  it('draws no hours that were first noted after the end', async () => {
    await use('office1', 0, 6);
    const dayBefore = new Date(test.clock.now().getTime() - 86_400_000);
    await WaveModel.updateOne(
      { _id: wave._id },
      { $set: { state: 'closed', closedAt: dayBefore, graceHours: 0 } },
    );
    const { curve, figures } = await page();
    assert.equal(curve, 0);
    assert.match(figures, /۵/);
  });

  it('asks to see to lost reminders while the wave runs, and no longer once it is closed', async () => {
    const lost = { wave: wave._id, office: 'office1', channel: 'email', purpose: 'reminder' } as const;
    for (let i = 0; i < 9; i += 1)
      await DeliveryModel.create({ ...lost, _id: `office1-${i}`, state: i < 6 ? 'refused' : 'failed' });
    const notices = async () => load((await agent.get(`/desk/waves/${wave._id}`)).text)('.notice').text();
    const task = readerOfLanguage('fa').t('delivery:lost.title', { count: 5 });
    assert.ok((await notices()).includes(task));
    await WaveModel.updateOne(
      { _id: wave._id },
      { $set: { state: 'closed', closedAt: test.clock.now(), graceHours: 0 } },
    );
    assert.ok(!(await notices()).includes(task));
  });

  it('never shows the exact number of an office of eleven, nor lets the total tell it', async () => {
    await use('office1', 0, 11);
    const { figures, rows } = await page();
    assert.match(rows.join('|'), /۵ تا ۱۱/);
    assert.doesNotMatch(rows.join('|'), /۱۱ تا ۱۱|۱۰۰٪/);
    assert.match(figures, /۵ تا ۱۹|۱۰ تا ۱۴/);
  });

  it('gives no exact number of ballots on the page of the count while one more can still come', async () => {
    const [one] = wave.units;
    const ballots = Array.from({ length: 33 }, (_, i) => ({
      _id: `ballot ${i}`,
      wave: wave._id,
      unit: one!.code,
      sealed: Buffer.alloc(1),
    }));
    const countPage = async () => {
      const $ = load((await agent.get(`/desk/waves/${wave._id}/count`).expect(200)).text);
      return $('.figure-value').text();
    };
    await use('office1', 0, 11);
    await BallotModel.insertMany(ballots.slice(0, 11));
    assert.equal(await countPage(), '۱۰');
    await use('office2', 0, 11);
    await use('office3', 0, 11);
    await BallotModel.insertMany(ballots.slice(11));
    test.clock.advanceHours(1);
    assert.equal(
      await countPage(),
      '۱۵',
      'never more than is told of rights used: not that all have answered',
    );
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'closed', closedAt: test.clock.now() } });
    await BallotModel.deleteOne({ _id: 'ballot 0' });
    assert.equal(await countPage(), '۱۵');
    test.clock.advanceHours(wave.graceHours);
    assert.equal(await countPage(), '۳۲', 'what is counted against');
  });

  it('puts first the office where a call brings most', async () => {
    await use('office1', 0, 11);
    await use('office3', 0, 6);
    const { rows } = await page();
    assert.match(rows[0]!, /مرند/);
    assert.match(rows.at(-1)!, /تبریز/);
  });

  it('merges hours under the minimum and keeps no time on an invitation', async () => {
    const at = (hours: number) => new Date(test.clock.now().getTime() + hours * 3_600_000);
    await use('office1', 0, 5);
    await currentParticipation(wave, at(0));
    await use('office1', 5, 8);
    await currentParticipation(wave, at(1));
    await use('office2', 0, 3);
    const { hours } = await currentParticipation(wave, at(2));
    assert.deepEqual(
      hours.map(({ used }) => used),
      [5, 6],
    );
    assert.ok(hours.every(({ used }) => used >= wave.minimum));
    for (const one of await InvitationModel.find().lean())
      assert.ok(Object.values(one).every((value) => !(value instanceof Date)));
    assert.equal(await ParticipationLedgerModel.countDocuments({}), 1);
  });

  it('gives the digest of a day the same steps as the page', async () => {
    await use('office1', 0, 11);
    await use('office2', 0, 3);
    const { figures } = await page();
    const { lines, officesToCall, state } = await digestOf(wave, test.clock.now(), readerOfLanguage('fa'));
    assert.match(officesToCall.map(({ label }) => label).join(), /^فرمانداری [^,]+,فرمانداری مرند$/);
    const used = lines.find(({ label }) => label === 'دعوت‌نامه‌های استفاده‌شده')?.value ?? '';
    assert.match(used, /۵ تا ۱۹|۱۰ تا ۱۴|۱۰ تا ۱۹/);
    assert.ok(figures.includes(used));
    assert.match(state, /۱۰ روز/);
    assert.doesNotMatch(JSON.stringify([lines, officesToCall]), /۱۰۰٪|۱۱ تا ۱۱/);
  });

  it('names no office to call once the wave takes no answers', async () => {
    await use('office1', 0, 11);
    test.clock.advanceHours(24 * 60);
    assert.deepEqual((await digestOf(wave, test.clock.now(), readerOfLanguage('fa'))).officesToCall, []);
  });

  it('answers managers and strangers nothing', async () => {
    await supertest(test.app).get(`/desk/waves/${wave._id}`).expect(303);
    const manager = await signInAs(test.app, people.manager);
    await manager.get(`/desk/waves/${wave._id}`).expect(403);
  });
});
