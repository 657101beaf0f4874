/**
 * Plans of the demo: last year's, which the latest results test (one dimension drawn by lot, one chosen because offices lay low), and this
 * year's, under way. Nothing in the demo makes a plan help, so what its pages say is what chance and regression to the mean look like.
 */
import { audit } from '../accounts/audit/audit.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { freezePlans } from '../plans/freezePlans.ts';
import { findDimension, knownScoreOf } from '../plans/knownScore.ts';
import { ownScores } from '../plans/ownScores.ts';
import { type Plan, PlanModel, placeOf } from '../plans/plan.ts';
import { begins, drawId, drawnOrder, type PlanDraw, PlanDrawModel, waits } from '../plans/planDraw.ts';
import { practicesFor } from '../plans/practices.ts';
import { quarterOf } from '../plans/quarter.ts';
import { WaveModel } from '../waves/wave.ts';
import { demoDay } from './demoWaves.ts';

const instrument = 'culture';
const drawn = { dimension: 'integrity', seed: '5a1f0c9d3b7e2486af10c5d2e8b94736' };
const chosen = 'participation';
const chosenShare = 0.25;

interface Waves {
  first: string;
  second: string;
}

export async function addDemoPlans({ first, second }: Waves, now: Date): Promise<void> {
  await addTestedPlans(first, now);
  await addCurrentPlans(second, now);
  await freezePlans(now);
}

/** From two years ago until last year's wave opened. */
async function addTestedPlans(first: string, now: Date): Promise<void> {
  const scores = await ownScores(await WaveModel.findById(first).orFail().lean(), instrument);
  const small = (dimension: string) =>
    [...(scores.get(dimension)?.offices ?? [])]
      .filter(([, { level }]) => level === 'district')
      .sort(([, a], [, b]) => a.mean - b.mean)
      .map(([code]) => code);
  const draw = await addDraw(first, small(drawn.dimension), demoDay(now, -690));
  const lowest = small(chosen);
  const span = { from: -680, to: -390, now };
  const plans = [
    ...begins(draw).map((office, i) => demoPlan(first, { office, dimension: drawn.dimension, i, ...span })),
    ...lowest
      .slice(0, Math.round(chosenShare * lowest.length))
      .map((office, i) => demoPlan(first, { office, dimension: chosen, i: i + 100, ...span })),
  ];
  await PlanModel.insertMany(plans);
}

async function addDraw(wave: string, offices: readonly string[], at: Date): Promise<PlanDraw> {
  const { dimension, seed } = drawn;
  const draw: PlanDraw = {
    _id: drawId(wave, dimension),
    ...{ wave, instrument, dimension, seed },
    offices: drawnOrder(offices, seed),
    count: Math.floor(offices.length / 2),
    day: isoDayOf(at),
  };
  await PlanDrawModel.create(draw);
  const detail = { dimension, seed, offices: begins(draw).join(' '), waiting: waits(draw).join(' ') };
  await audit({ at, actor: 'demo', action: 'plan.draw', subject: { kind: 'wave', id: wave }, detail });
  return draw;
}

/** Under way since last year's results. The governors who can sign in have at most one, so that they can begin another. */
async function addCurrentPlans(second: string, now: Date): Promise<void> {
  const wave = await WaveModel.findById(second).orFail().lean();
  const span = { from: -190, to: 120, now };
  const wanted = [
    { office: 'ea-mianeh', dimension: 'integrity' },
    { office: 'ea-marand', dimension: 'mission' },
    { office: 'ea-hq', dimension: 'cohesion' },
    { office: 'ea-marand', dimension: 'citizenFocus' },
  ].filter(({ office }) => wave.offices.some(({ code }) => code === office));
  for (const [i, { office, dimension }] of wanted.entries()) {
    const plan = demoPlan(second, { office, dimension, i: i + 200, ...span });
    const known = knownScoreOf(await findDimension(wave, { office, scope: 'own', dimension }));
    const number = 1 + wanted.slice(0, i).filter((one) => one.office === office).length;
    const words = i === 0 ? toldWords : null;
    await PlanModel.create({ ...plan, known, words, state: 'open', endedOn: null, ...placeOf(plan, number) });
  }
}

const toldWords = {
  said: 'معیارهای تشویق روشن نیست.',
  did: 'معیارها را نوشتیم و از فصل بعد پیش از شروع هر دوره اعلام می‌کنیم.',
  state: 'approved' as const,
  note: '',
};

interface DemoPlan {
  office: string;
  dimension: string;
  /** Its place among the plans, from which all that differs is made. */
  i: number;
  /** Days from now. */
  from: number;
  to: number;
  now: Date;
}

function demoPlan(wave: string, { office, dimension, i, from, to, now }: DemoPlan): Plan {
  const day = (days: number) => isoDayOf(demoDay(now, days));
  const { practices = [] } = practicesFor(instrument, dimension) ?? {};
  const practice = practices[i % Math.max(1, practices.length)];
  const about = { _id: `demo-plan-${i}`, office, dimension };
  const quarter = (days: number) => quarterOf(day(days));
  const lines = [from + 60, from + 150, from + 240]
    .filter((days) => days < Math.min(0, to))
    .filter((days, k, all) => k === 0 || quarter(days) !== quarter(all[k - 1]!));
  const [middle, late] = [from + 90, Math.min(to - 10, from + 200)];
  const doneOn = (days: number) => (days < -20 ? day(days - 3) : null);
  return {
    ...about,
    ...placeOf(about),
    ...{ wave, instrument, scope: 'own', practice: practice?.id ?? null },
    state: i % 9 === 4 ? 'stopped' : 'done',
    openedOn: day(from),
    endedOn: day(to),
    reason: i % 9 === 4 ? 'جابه‌جایی مسئول برنامه' : '',
    action: practice?.title.fa ?? 'برنامهٔ واحد',
    owner: 'معاون واحد',
    sign: 'در جلسهٔ ماهانه مرور و نتیجه روی تابلو اعلام شده است.',
    expected: 5,
    startsOn: day(from),
    endsOn: day(to),
    steps: [
      { text: 'جلسه با همکاران و نوشتن قرارها', due: day(middle), doneOn: doneOn(middle) },
      { text: 'اجرای قرارها و مرور نتیجه', due: day(late), doneOn: doneOn(late) },
    ],
    workshops: 2,
    hours: 60,
    known: null,
    checkIns: lines.map((days, k) => ({
      quarter: quarter(days),
      day: day(days),
      line: k === 0 ? 'کارگاه اول برگزار شد؛ قرارها نوشته شد.' : 'قرارها اجرا شد؛ مرور ماهانه ادامه دارد.',
      workshops: k === 0 ? 1 : 0,
      hours: 20 + ((i * 7 + k * 5) % 25),
    })),
    words: null,
    inheritedFrom: [],
    frozen: null,
    revision: 0,
  };
}
