/** Waves repeated by the calendar: the days of a series, the drafts it prepares, and how it is left out or ended. */
import assert from 'node:assert/strict';
import { prepareDrafts } from '../../server/campaigns/series/prepareDrafts.ts';
import { dayMonthsLater } from '../../server/campaigns/series/seriesDay.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { postForm } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';
import { makeDraft, smallProvince } from './situation.ts';

describe('a series of waves', () => {
  const desk = useDesk(smallProvince, { emptyEach: true });
  const inDays = (count: number) => new Date(desk.clock.now().getTime() + count * 86_400_000);
  const released = async () => {
    const id = await makeDraft(desk.agent, { title: 'فرهنگ ۱۴۰۵' });
    await WaveModel.updateOne({ _id: id }, { state: 'released', closedAt: inDays(10) });
    return id;
  };
  const drafts = () => WaveModel.find({ state: 'draft' }).lean();

  it('keeps the day of the Jalali calendar, or takes the last of a shorter month', () => {
    // ۱ آذر ۱۴۰۵، ۳۱ خرداد ۱۴۰۵، ۳۰ اسفند ۱۴۰۳
    assert.equal(dayMonthsLater('2026-11-22', 12), '2027-11-22');
    assert.equal(dayMonthsLater('2026-06-21', 6), '2026-12-21');
    assert.equal(dayMonthsLater('2025-03-20', 12), '2026-03-20');
  });

  it('prepares one draft like the wave before, some weeks before its day, and however often it is tried', async () => {
    const id = await released();
    const set = { every: 'yearly', next: '۱۴۰۶/۰۹/۰۱' };
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/series`, set)).status, 303);
    assert.equal(await prepareDrafts(inDays(300)), 0);
    const before = await WaveModel.findById(id).orFail().lean();
    assert.equal(await prepareDrafts(inDays(345)), 1);
    // As if the process had ended before the series was moved on.
    await WaveModel.updateOne({ _id: id }, { series: before.series });
    await prepareDrafts(inDays(345));
    const [draft, ...others] = await drafts();
    assert.equal(others.length, 0);
    assert.deepEqual(
      [draft?.title, draft?.instrumentIds, draft?.offices.length, draft?.previous],
      ['فرهنگ ۱۴۰۶', ['trust', 'follow-up'], 4, id],
    );
    const length = (draft?.closesAt?.getTime() ?? 0) - (draft?.opensAt?.getTime() ?? 0);
    assert.equal(length, before.closesAt!.getTime() - before.opensAt!.getTime());
    const { series } = await WaveModel.findById(id).orFail().lean();
    assert.deepEqual([series?.next, series?.latest], ['2028-11-21', draft?._id]);
  });

  it('leaves one out, ends, and refuses a day that has passed', async () => {
    const id = await released();
    const past = await postForm(desk.agent, `/desk/waves/${id}/series`, {
      every: 'quarterly',
      next: '1405/01/01',
    });
    assert.equal(past.status, 422);
    await postForm(desk.agent, `/desk/waves/${id}/series`, { every: 'quarterly', next: '1405/12/01' });
    await postForm(desk.agent, `/desk/waves/${id}/series/skip`, {});
    assert.equal(
      (await WaveModel.findById(id).orFail().lean()).series?.next,
      dayMonthsLater('2027-02-20', 3),
    );
    await postForm(desk.agent, `/desk/waves/${id}/series/end`, {});
    assert.equal(await prepareDrafts(inDays(3000)), 0);
    await desk.agent.get(`/desk/waves/${id}/series`).expect(200);
  });

  it('is offered every month only where all that is asked is a short form', async () => {
    const id = await released();
    const monthly = () =>
      postForm(desk.agent, `/desk/waves/${id}/series`, { every: 'monthly', next: '1405/12/01' });
    await WaveModel.updateOne({ _id: id }, { instruments: [instrument('culture')] });
    assert.equal((await monthly()).status, 422);
    await WaveModel.updateOne(
      { _id: id },
      { instruments: [instrument('culture-pulse'), instrument('follow-up')] },
    );
    assert.equal((await monthly()).status, 303);
    const { series } = await WaveModel.findById(id).orFail().lean();
    assert.equal(series?.everyMonths, 1);
    await postForm(desk.agent, `/desk/waves/${id}/series/skip`, {});
    assert.equal(
      (await WaveModel.findById(id).orFail().lean()).series?.next,
      dayMonthsLater('2027-02-20', 1),
    );
  });
});
