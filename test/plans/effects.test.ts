/** Starting by lot, and what the next wave says of it: from published values alone, hidden offices left out, never more than the design allows. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { planWithOutcome } from '../../server/api/schemas/plan.ts';
import { formatter } from '../../server/i18n/format.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { translator } from '../../server/i18n/translator.ts';
import { findEffects } from '../../server/plans/findEffects.ts';
import { type Plan, PlanModel } from '../../server/plans/plan.ts';
import { begins, drawnOrder, PlanDrawModel, waits } from '../../server/plans/planDraw.ts';
import { presentEffects } from '../../server/plans/presentEffects.ts';
import { normalDraws } from '../../server/statistics/normalDraws.ts';
import { type PlanEffect, planEffect } from '../../server/statistics/planEffect.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { program } from '../api/situation.ts';
import { assertReads, storedWave, survey } from '../reportPages/storedWave.ts';
import type { SmallOffice } from '../reports/smallWave.ts';
import type { FixedClock } from '../support/fixedClock.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { planFields, planProvince } from './releasedWave.ts';

const t = translator('fa');
const codes = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `d${letter}`);

/** Two dozen answers an office; `lift` raises the two items of trust by so much of a point. */
function offices(
  seed: number,
  lift: (code: string) => number,
  few: string[] = [],
): Record<string, SmallOffice> {
  const stable = normalDraws(5);
  const own = new Map(codes.map((code) => [code, stable()]));
  const draw = normalDraws(seed);
  const point = (mean: number) => Math.max(1, Math.min(5, Math.round(mean + 1.2 * draw())));
  const sheet = (mean: number, raised: number) =>
    Array.from({ length: 6 }, (_, item) =>
      item === 1 ? 6 - point(mean + raised) : point(mean + (item === 0 ? raised : 0)),
    );
  const answers = (mean: number, raised: number, n: number) =>
    Array.from({ length: n }, () => sheet(mean, raised));
  return {
    root: { headcount: 60, answers: answers(3, 0, 30) },
    ...Object.fromEntries(
      codes.map((code) => [
        code,
        {
          parent: 'root',
          headcount: 30,
          answers: answers(3 + 0.3 * own.get(code)!, lift(code), few.includes(code) ? 3 : 24),
        },
      ]),
    ),
  };
}

it('a test with too few offices says what could have been seen, or that nothing could', () => {
  const reader = readerOfLanguage('en');
  const wave = { title: 'w' } as Wave;
  const about = (effect: PlanEffect | null, planned: number) => {
    const one = {
      dimension: 'trust',
      design: 'matched',
      verdict: 'notTested',
      planned,
      others: 12,
      left: 0,
    } as const;
    const shown = {
      first: wave,
      second: wave,
      underWay: 0,
      instruments: [{ instrument: survey(), dimensions: [{ ...one, effect }] }],
    };
    return presentEffects(shown, reader).instruments[0]?.rows[0]?.about ?? '';
  };
  assert.match(about(null, 1), /no difference could be seen/);
  const office = (mean: number, planned: boolean) => ({
    ...{ level: 'district', planned, first: { n: 10, mean, variance: 100 } },
    second: { n: 10, mean: mean + (mean % 3), variance: 100 },
  });
  const few = planEffect([51, 55, 58, 60, 62, 67, 70].map((mean, k) => office(mean, k % 2 === 0)));
  assert.match(about(few, 4), /\d\.\d/);
});

describe('starting by lot', function () {
  this.timeout(180_000);
  useDatabase({ emptyEach: false });
  let app: Express;
  let clock: FixedClock;
  let root: Agent;
  let second: Wave;
  const manager = (office: string) =>
    signInAs(app, { ...people.manager, username: office, grants: [{ office, from: null, to: null }] });

  before(async () => {
    ({ app, clock } = await testApp());
    await planProvince({
      id: 'before',
      instruments: [{ ...survey(), ideal: 95 }],
      offices: offices(1, () => 0),
    });
    root = await manager('root');
  });

  /** A program of the same role reads what the page says, in the same digits, and one of administrators nothing of it. */
  async function assertSameForPrograms({ _id }: Plan, outcomeOfPage: string): Promise<void> {
    const reader = await program(app, { role: 'manager', offices: ['root'], days: 365 });
    const { body } = await reader.get(`/api/v1/plans/${_id}`).expect(200);
    const { outcome } = planWithOutcome.parse(body);
    assert.equal(outcome?.wave, 'after');
    const f = formatter('fa');
    const { observed, withoutPlan, remainder, ci95 } = outcome ?? assert.fail();
    for (const value of [observed, withoutPlan, remainder, ...ci95])
      assert.ok(outcomeOfPage.includes(f.signed(value, { digits: 1 })), `${value} in ${outcomeOfPage}`);
    const other = await program(app, { role: 'administrator', days: 365 });
    const { body: told } = await other.get(`/api/v1/plans/${_id}`).expect(200);
    assert.deepEqual([told.id, 'outcome' in told, 'start' in told], [_id, false, false]);
  }

  it('lists who is eligible and what could be seen, and refuses what is no draw', async () => {
    const $ = load((await root.get('/desk/plans/draws/new?wave=before&dimension=trust').expect(200)).text);
    const listed = $('[name=offices]')
      .toArray()
      .map((one) => $(one).val());
    assert.deepEqual(listed.filter((code) => code !== 'root').sort(), codes);
    assert.match($('.margin table').text(), /۸/);
    for (const lang of ['fa', 'en']) {
      const { text } = await root
        .get(`/desk/plans/draws/new?wave=before&dimension=trust&lang=${lang}`)
        .redirects(1);
      assertReads(text, lang as 'fa');
    }
    await root.get('/desk?lang=fa').redirects(1);
    for (const [count, key] of [
      ['صد', 'count'],
      ['۰', 'count'],
      ['۲۶', 'count'],
      ['۱۱٫۵', 'count'],
    ]) {
      const { status, text } = await postForm(root, '/desk/plans/draws', {
        wave: 'before',
        dimension: 'trust',
        offices: codes,
        count: count!,
      });
      assert.equal(status, 422, count);
      assert.ok(text.includes(t(`plans:errors.${key}`)), count);
      assert.equal(load(text)('[name=count]').val(), count, 'what was typed stays');
    }
    const none = await postForm(root, '/desk/plans/draws', {
      wave: 'before',
      dimension: 'other',
      offices: codes,
      count: '۱۳',
    });
    assert.equal(none.status, 422);
    const below = await manager('da');
    await below.get('/desk/plans/draws/new?wave=before').expect(403);
    assert.equal(
      (
        await postForm(below, '/desk/plans/draws', {
          wave: 'before',
          dimension: 'trust',
          offices: codes,
          count: '۱۳',
        })
      ).status,
      403,
    );
  });

  it('is done once, and anybody can repeat it from the audit trail', async () => {
    const made = await postForm(root, '/desk/plans/draws', {
      wave: 'before',
      dimension: 'trust',
      offices: codes,
      count: '۱۳',
    });
    assert.equal(made.status, 303);
    const draw = await PlanDrawModel.findOne().orFail().lean();
    const entry = await AuditModel.findOne({ action: 'plan.draw' }).orFail().lean();
    const { seed, offices: first, waiting } = entry.detail as Record<string, string>;
    assert.match(seed!, /^[0-9a-f]{32}$/);
    assert.deepEqual(drawnOrder([...codes].reverse(), seed!), `${first} ${waiting}`.split(' '));
    assert.deepEqual(draw.offices, `${first} ${waiting}`.split(' '));
    assert.equal(begins(draw).length, 13);
    const again = await postForm(root, '/desk/plans/draws', {
      wave: 'before',
      dimension: 'trust',
      offices: codes,
      count: '۱۳',
    });
    assert.ok(again.text.includes(t('plans:errors.drawn')));
    assertReads(
      (await root.get('/desk/plans/draws/before/trust').expect(200)).text
        .replaceAll(seed!, '')
        .replaceAll('SHA-256', ''),
      'fa',
    );
  });

  it('lets who was drawn begin, and has the others wait with their draft', async () => {
    const draw = await PlanDrawModel.findOne().orFail().lean();
    const [first, waiting] = [begins(draw)[0]!, waits(draw)[0]!];
    const asked = (office: string) => ({
      wave: 'before',
      office,
      scope: 'own',
      dimension: 'trust',
      as: 'open',
      ...planFields(),
    });
    const drawn = await manager(first);
    assert.match((await drawn.get('/desk')).text, /قرعه به نام واحد شما/);
    await postForm(drawn, '/desk/plans', asked(first));
    assert.equal((await PlanModel.findOne({ office: first }).orFail()).state, 'open');
    const later = await manager(waiting);
    const made = await postForm(later, '/desk/plans', asked(waiting));
    assert.ok((await later.get(String(made.headers.location))).text.includes(t('plans:errors.waits')));
    assert.equal((await PlanModel.findOne({ office: waiting }).orFail()).state, 'draft');
    await postForm(root, '/desk/plans', { ...asked('root'), scope: 'subtree' });
    assert.equal(
      (await PlanModel.findOne({ office: 'root' }).orFail()).state,
      'draft',
      'it would reach those who wait',
    );
  });

  it('says «helped» after the next wave, of what is shown alone', async () => {
    const draw = await PlanDrawModel.findOne().orFail().lean();
    const started = new Set(begins(draw));
    const hidden = [begins(draw)[1]!];
    // Without a draw: eight offices with a plan for pay, three for pride; nothing helps there.
    const chosen: Partial<Plan>[] = [
      ...codes.slice(0, 8).map((office) => ({ office, dimension: 'pay' })),
      ...codes.slice(0, 3).map((office) => ({ office, dimension: 'pride' })),
      ...begins(draw)
        .slice(1)
        .map((office) => ({ office, dimension: 'trust' })),
    ];
    const template = await PlanModel.findOne({ state: 'open' }).orFail().lean();
    await PlanModel.insertMany(
      chosen.map((plan, i) => ({ ...template, ...plan, _id: `p${i}`, place: `p${i}`, theme: `p${i}` })),
    );
    second = await storedWave({
      id: 'after',
      instruments: [{ ...survey(), ideal: 95 }],
      offices: offices(2, (code) => (started.has(code) ? 0.8 : 0), hidden),
      wave: {
        previous: 'before',
        opensAt: new Date('2026-11-24T00:00:00Z'),
        closesAt: new Date('2026-12-10T00:00:00Z'),
      },
    });
    clock.set(new Date('2026-12-20T12:00:00Z'));
    root = await manager('root');
    for (const lang of ['en', 'fa'] as const)
      assertReads(
        (await root.get(`/desk/plans/effects/after?lang=${lang}`).redirects(1).expect(200)).text,
        lang,
      );
    const { dimensions } = (await findEffects(second))!.instruments[0]!;
    const of = (id: string) => dimensions.find(({ dimension }) => dimension === id)!;
    const shown = of('trust');
    assert.equal(shown.verdict, 'helped');
    assert.equal(shown.planned + shown.others + shown.left, 26);
    assert.ok(
      shown.left >= 2,
      'the office with three answers is out, and with it another, or it could be computed',
    );
    assert.ok(
      Math.abs(shown.effect!.observedGain - shown.effect!.expectedGain - shown.effect!.effect) < 1e-9,
    );
    assert.equal(of('pay').design, 'matched');
    assert.notEqual(of('pay').verdict, 'helped');
    assert.equal(of('pride').verdict, 'notTested');
    const page = load((await root.get('/desk/plans/effects/after').expect(200)).text);
    assert.match(page('main').text(), /کمک کرد/);
    assert.match(page('main').text(), /آزمون نشد/);
    assert.match(page('main').text(), /کمتر از [۰-۹٫]+ امتیاز/, 'what could have been seen');
  });

  it('tells one office what was expected without a plan, and never that it worked', async () => {
    const plans = await PlanModel.find({ state: 'open', dimension: 'trust', scope: 'own' }).lean();
    const pages = await Promise.all(plans.map(({ _id }) => root.get(`/desk/plans/${_id}`).expect(200)));
    const told = pages.filter(({ text }) => load(text)('.outcome').length > 0);
    assert.ok(told.length >= 8 && told.length < plans.length, 'of all but those that are hidden');
    for (const { text } of told) assertReads(text, 'fa');
    const outcome = load(told[0]!.text)('.outcome').text();
    const own = await manager(plans[0]!.office);
    await own.get(`/desk/plans/${plans[0]!._id}`).expect(200);
    assert.match(outcome, /انتظار بدون برنامه/);
    assert.doesNotMatch(outcome, /کمک کرد(?!؟)|موفق/);
    assert.ok(outcome.includes(t('plans:outcome.noCause')));
    await assertSameForPrograms(plans[pages.indexOf(told[0]!)]!, outcome);
    await own.get('/desk/plans/effects/after').expect(403);
    await root.get('/desk/plans/effects/before').expect(404);
    const late = await postForm(root, '/desk/plans/draws', {
      wave: 'before',
      dimension: 'pride',
      offices: codes,
      count: '۱۳',
    });
    assert.ok(late.text.includes(t('plans:errors.drawLate')));
  });
});
