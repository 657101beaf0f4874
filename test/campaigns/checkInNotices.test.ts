/** That a line about a plan is due is told once a quarter, in working hours, to the manager of that very office. */
import assert from 'node:assert/strict';
import { AccountModel } from '../../server/accounts/account.ts';
import { AccountMessageModel } from '../../server/accounts/messages/accountMessage.ts';
import { composeCheckIn, queueCheckIns } from '../../server/campaigns/messages/checkInNotices.ts';
import { PlanModel, placeOf } from '../../server/plans/plan.ts';
import { quarterOf } from '../../server/plans/quarter.ts';
import { planProvince } from '../plans/releasedWave.ts';
import { account, people } from '../support/people.ts';
import { useDatabase } from '../support/testStore.ts';

/** Sundays at ten in Iran, of two seasons. */
const due = new Date('2026-01-04T06:30:00Z');
const nextSeason = new Date('2026-04-12T06:30:00Z');

describe('the notice that a line about a plan is due', () => {
  useDatabase({ emptyEach: false });

  before(async () => {
    await planProvince();
    const about = { _id: 'plan', office: 'north', dimension: 'trust' };
    await PlanModel.create({
      ...{ ...about, ...placeOf(about, 1), scope: 'own', wave: 'wave', instrument: 'survey', state: 'open' },
      ...{ action: 'معیارها', owner: 'معاون', expected: 5, startsOn: '2025-12-01', endsOn: '2026-11-01' },
    });
    for (const office of ['north', 'root', 'south']) {
      const grants = [{ office, from: null, to: null }];
      await account({ ...people.manager, username: office, grants });
      await AccountModel.updateOne({ _id: office }, { $set: { address: `${office}@example.ir` } });
    }
  });

  const waiting = () => AccountMessageModel.find({ purpose: 'checkIn' }).lean();
  const manager = () => AccountModel.findById('north').orFail().lean();

  it('is not sent at night, on a day off, or in the quarter in which the plan began', async () => {
    for (const at of ['2026-01-04T21:30:00Z', '2026-01-09T06:30:00Z', '2025-12-14T06:30:00Z'])
      assert.equal(await queueCheckIns(new Date(at)), 0, at);
  });

  it('goes to the office of the plan alone, once a quarter', async () => {
    assert.equal(await queueCheckIns(due), 1);
    assert.equal(await queueCheckIns(due), 0);
    assert.deepEqual(
      (await waiting()).map((one) => one.account),
      ['north'],
    );
    assert.equal(await queueCheckIns(nextSeason), 1);
  });

  it('says the season and the way to the plans, and no result', async () => {
    const told = await composeCheckIn(await manager(), 'https://survey.example', due);
    assert.match(told?.email.text ?? '', /https:\/\/survey\.example\/desk\/plans/);
    assert.match(told?.email.text ?? '', /زمستان ۱۴۰۴/);
    assert.match(told?.sms ?? '', /\/desk\/plans$/);
    assert.doesNotMatch(told?.email.text ?? '', /معیارها|trust/);
  });

  it('is not sent once the line is written', async () => {
    const checkIns = [
      { quarter: quarterOf('2026-01-04'), day: '2026-01-04', line: 'x', workshops: 0, hours: 0 },
    ];
    await PlanModel.updateOne({ _id: 'plan' }, { $set: { checkIns } });
    assert.equal(await composeCheckIn(await manager(), 'https://survey.example', due), null);
  });
});
