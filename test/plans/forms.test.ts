/** What a plan's form refuses, each with a sentence beside its field; and what is late on which day. */
import assert from 'node:assert/strict';
import { readForm } from '../../server/http/forms.ts';
import { translator } from '../../server/i18n/translator.ts';
import { checkInForm, planForm } from '../../server/plans/forms.ts';
import { isCheckInDue, overdueOf } from '../../server/plans/overdue.ts';
import { planTotals } from '../../server/plans/planTotals.ts';
import { planFields } from './releasedWave.ts';

function errorsOf(changes: Record<string, string>): Record<string, string> {
  const form = readForm(planForm, { ...planFields(), ...changes });
  if (form.ok) return {};
  for (const { message } of form.errors)
    for (const language of ['fa', 'en'] as const) {
      const text = translator(language)(message);
      assert.ok(text.length > 15 && !text.includes(':errors.'), `${language}: ${message} is no sentence`);
    }
  return Object.fromEntries(form.errors.map(({ field, message }) => [field, message.split('.')[1]!]));
}

describe('the form of a plan', () => {
  it('takes digits of any script, Jalali and Gregorian days, with separators as people type them', () => {
    const wanted = { startsOn: '2026-11-25', endsOn: '2027-05-20', hours: 40, workshops: 2, expected: 6.5 };
    const typed = [
      {
        startsOn: '۱۴۰۵/۰۹/۰۴',
        endsOn: '۳۰/۲/۱۴۰۶',
        hours: '۴۰',
        workshops: '٢',
        expected: '۶٫۵',
        due1: '۱۴۰۵-۱۰-۱',
      },
      {
        startsOn: '2026-11-25',
        endsOn: '2027/5/20',
        hours: '40',
        workshops: ' 2 ',
        expected: '6.5',
        due1: '1405.10.1',
      },
    ];
    for (const changes of typed) {
      const form = readForm(planForm, { ...planFields(), ...changes });
      assert.ok(form.ok, JSON.stringify(form));
      const { startsOn, endsOn, hours, workshops, expected, steps } = form.value;
      assert.deepEqual({ startsOn, endsOn, hours, workshops, expected }, wanted);
      assert.equal(steps[0]?.due, '2026-12-22');
    }
  });

  it('refuses what is no plan, with a sentence beside each field', () => {
    assert.deepEqual(errorsOf({ endsOn: '' }), { endsOn: 'endMissing' });
    assert.deepEqual(errorsOf({ endsOn: '۱۴۰۶/۰۹/۲۰' }), { endsOn: 'overAYear' });
    assert.deepEqual(errorsOf({ endsOn: '۱۴۰۵/۰۹/۰۱', due1: '', step1: '' }), {
      endsOn: 'endBeforeStart',
      step1: 'noStep',
    });
    for (const day of ['فردا', '۱۴۰۵', '۱۴۰۵/۱۳/۰۱', '۱۴۰۵/۱۲/۳۱', '05/10/30', '2027-02-30'])
      assert.deepEqual(errorsOf({ endsOn: day }), { endsOn: 'day' }, day);
    for (const hours of ['چهل', 'بیست نفر', '40h', '-3', '۲٫۵', '1e9', '۱۰۰۰۰۰۰۱'])
      assert.deepEqual(errorsOf({ hours }), { hours: 'hours' }, hours);
    assert.deepEqual(errorsOf({ workshops: 'دو' }), { workshops: 'workshops' });
    for (const expected of ['', '۰', 'زیاد', '۵۱', '-2'])
      assert.deepEqual(errorsOf({ expected }), { expected: 'expected' });
    assert.deepEqual(errorsOf({ action: ' ', owner: '' }), { action: 'action', owner: 'owner' });
    assert.deepEqual(errorsOf({ due1: '' }), { due1: 'stepDay' });
    assert.deepEqual(errorsOf({ due1: 'دی' }), { due1: 'day' });
    assert.deepEqual(errorsOf({ step1: '' }), { step1: 'stepText' });
    assert.deepEqual(errorsOf({ due1: '۱۴۰۴/۱۰/۰۱' }), { due1: 'stepOutside' });
    assert.deepEqual(errorsOf({ due8: '۱۴۰۵/۱۰/۰۱' }), { step8: 'stepText' });
    assert.deepEqual(errorsOf({ sign: 'x'.repeat(301) }), { sign: 'tooLong' });
  });

  it('takes nothing for no training, and a line only with words', () => {
    const form = readForm(checkInForm, { line: 'کارگاه اول برگزار شد', hours: '', workshops: '' });
    assert.deepEqual(form.ok && [form.value.hours, form.value.workshops], [0, 0]);
    assert.equal(readForm(checkInForm, { line: '', hours: '' }).ok, false);
    const written = readForm(planForm, { ...planFields(), practice: 'any', action: '' });
    assert.ok(written.ok, 'a chosen practice says what is done');
    assert.equal(readForm(planForm, { ...planFields(), practice: '', action: '' }).ok, false);
    assert.equal(readForm(checkInForm, { line: 'کارگاه', hours: 'ده' }).ok, false);
  });
});

const plan = {
  state: 'open' as const,
  startsOn: '2026-10-01',
  endsOn: '2027-06-30',
  steps: [{ text: 'x', due: '2026-12-01', doneOn: null as string | null }],
  checkIns: [] as { quarter: string; day: string; line: string; workshops: number; hours: number }[],
};
const line = (day: string, hours = 0) => ({ quarter: '', day, line: 'x', workshops: 1, hours });

describe('what of a plan is late', () => {
  it('is its end, a step, and the line of a whole quarter that has passed', () => {
    assert.deepEqual(overdueOf(plan, '2026-12-01'), []);
    assert.deepEqual(overdueOf(plan, '2026-12-02'), ['step']);
    const done = { ...plan, steps: [{ ...plan.steps[0]!, doneOn: '2026-11-30' }] };
    assert.deepEqual(overdueOf(done, '2027-03-20'), [], 'winter ends on 20 March');
    assert.deepEqual(overdueOf(done, '2027-03-21'), ['checkIn']);
    assert.deepEqual(overdueOf({ ...done, checkIns: [line('2027-01-10')] }, '2027-06-20'), []);
    assert.deepEqual(overdueOf(done, '2027-07-01'), ['end'], 'after the end no line is asked for');
    assert.deepEqual(overdueOf({ ...plan, state: 'done' }, '2027-07-01'), []);
  });

  it('is not yet a line that is due in this quarter', () => {
    assert.equal(isCheckInDue(plan, '2026-12-01'), false, 'the quarter in which it began');
    assert.equal(isCheckInDue(plan, '2027-01-01'), true);
    assert.equal(isCheckInDue({ ...plan, checkIns: [line('2026-12-25')] }, '2027-01-01'), false);
    assert.equal(isCheckInDue(plan, '2027-07-01'), false);
  });
});

describe('what plans add up to', () => {
  const one = {
    dimension: 'integrity',
    office: 'a',
    startsOn: '2026-10-01',
    openedOn: '2026-10-01',
    workshops: 3,
    hours: 90,
  };
  const plans = [
    { ...one, checkIns: [line('2026-12-01', 40), line('2027-04-01', 30)] },
    {
      ...one,
      office: 'b',
      dimension: 'mission',
      startsOn: '2027-04-10',
      checkIns: [line('2027-06-01', 100)],
    },
    { ...one, openedOn: null, checkIns: [] },
  ];

  it('is every plan once, and training in the Jalali year in which it was held', () => {
    const totals = planTotals(plans, ({ office }) => office, null);
    assert.deepEqual(totals.all, {
      plans: 2,
      workshops: 3,
      hours: 170,
      plannedWorkshops: 6,
      plannedHours: 180,
    });
    assert.deepEqual(
      totals.byYear.map(({ key, plans: n, hours }) => [key, n, hours]),
      [
        ['1406', 1, 130],
        ['1405', 1, 40],
      ],
    );
    assert.deepEqual(
      totals.byDimension.map(({ key, hours }) => [key, hours]),
      [
        ['mission', 100],
        ['integrity', 70],
      ],
    );
    const year = planTotals(plans, ({ office }) => office, 1405);
    assert.deepEqual(year.all, { plans: 1, workshops: 1, hours: 40, plannedWorkshops: 3, plannedHours: 90 });
    assert.deepEqual(
      year.byBranch.map(({ key, hours }) => [key, hours]),
      [['a', 40]],
    );
  });
});
