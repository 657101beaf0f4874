/**
 * Suggestions of the demo in every state, sent and answered over the last months by the same functions as real ones; one has just come and
 * waits to be opened with others. Their codes are fixed, so that the terminal can show some to try.
 */
import { AccountModel } from '../accounts/account.ts';
import { hourMs, plusMs } from '../clock.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { complete, decide, publish, startReview } from '../suggestionReview/changeReview.ts';
import type { Decision } from '../suggestionReview/forms.ts';
import { deliverItems } from '../suggestions/deliverItems.ts';
import { sendPlainly } from '../suggestions/plainWay.ts';
import { codeKeysOf, storedUnder } from '../suggestions/sealing/codeKeys.ts';
import { type TrackingCode, writeTrackingCode } from '../suggestions/sealing/trackingCode.ts';
import { SuggestionModel } from '../suggestions/suggestion.ts';
import type { Topic } from '../suggestions/topics.ts';
import { WaitingItemModel } from '../suggestions/waitingItem.ts';
import { demoDay } from './demoWaves.ts';

interface DemoSuggestion {
  office: string;
  topic: Topic;
  daysAgo: number;
  text: string;
  /** What the office did, in its order. */
  answers?: readonly { after: number; decision: Decision | 'review' | 'done'; text?: string; to?: string }[];
  title?: string;
  outcome?: string;
}

const here = 'ea-mianeh';
const suggestions: readonly DemoSuggestion[] = [
  {
    ...{ office: here, topic: 'work', daysAgo: 110, title: 'برگهٔ راهنمای مدارک در ورودی' },
    text: 'برای درخواست‌های ساده یک برگهٔ راهنما جلوی در ورودی بگذاریم تا مراجعه‌کننده مدارک را از ابتدا کامل بیاورد.',
    answers: [
      { after: 12, decision: 'planned', text: 'پذیرفته شد. برای دو درخواست پرتکرار برگه آماده می‌کنیم.' },
      { after: 40, decision: 'done', text: 'دو برگه در ورودی نصب شد.' },
    ],
    outcome: 'برای دو درخواست پرتکرار، برگهٔ راهنما در ورودی نصب شد.',
  },
  {
    ...{ office: here, topic: 'training', daysAgo: 45, title: 'آموزش سامانهٔ جدید بایگانی' },
    text: 'برای سامانهٔ جدید بایگانی یک جلسهٔ آموزش نیم‌روزه برگزار شود؛ هر کس به یک روش کار می‌کند.',
    answers: [{ after: 14, decision: 'planned', text: 'دو جلسه برگزار می‌شود.' }],
    outcome: 'دو جلسهٔ آموزش برگزار می‌شود.',
  },
  {
    ...{ office: here, topic: 'time', daysAgo: 60 },
    text: 'ساعت شروع کار در زمستان نیم ساعت دیرتر باشد.',
    answers: [
      {
        after: 20,
        decision: 'notDone',
        text: 'ساعت کار را مصوبهٔ استان تعیین می‌کند و در اختیار فرمانداری نیست.',
      },
    ],
  },
  {
    ...{ office: here, topic: 'public', daysAgo: 38 },
    text: 'برای روستاهای دور، نوبت تلفنی بدهیم تا مردم بیهوده راه نیایند.',
    answers: [
      { after: 9, decision: 'review' },
      { after: 15, decision: 'question', text: 'کدام درخواست‌ها بیشتر از راه دور است؟' },
    ],
  },
  {
    ...{ office: here, topic: 'fairness', daysAgo: 52 },
    text: 'معیارهای تشویق سالانه پیش از پایان سال اعلام شود.',
    answers: [
      {
        after: 12,
        decision: 'answered',
        text: 'معیارها در برنامهٔ اقدام امسال آمده است و در دی اعلام می‌شود.',
      },
    ],
  },
  {
    ...{ office: here, topic: 'tools', daysAgo: 33 },
    text: 'چاپگر مشترک طبقهٔ دوم هر هفته از کار می‌افتد؛ تعمیر یا تعویض شود.',
    answers: [{ after: 16, decision: 'review' }],
  },
  {
    office: here,
    topic: 'money',
    daysAgo: 48,
    text: 'فیش حقوقی با توضیح هر ردیف داده شود تا پرسش کمتر شود.',
  },
  {
    office: here,
    topic: 'other',
    daysAgo: 18,
    text: 'جلسهٔ ماهانه میان دو بخشداری برای کارهای مشترک برگزار شود.',
  },
  {
    ...{ office: here, topic: 'work', daysAgo: 30 },
    text: 'فرم مرخصی ساعتی کوتاه شود و در سامانه پر شود.',
    answers: [{ after: 13, decision: 'passed', text: 'فرم‌ها را ستاد استان تعیین می‌کند.', to: 'ea-hq' }],
  },
];
const justSent: DemoSuggestion = {
  ...{ office: here, topic: 'work', daysAgo: 0 },
  text: 'تابلوی راهنمای اتاق‌ها در راهرو به‌روز شود.',
};

/** Any eight words, the same each time. */
const codeOf = (at: number): TrackingCode =>
  Array.from({ length: 8 }, (_, place) => (37 * (at + 1) + 131 * place * (at + 3) + 59 * place) % 1024);

/** @returns codes for the terminal: one that was answered, one that waits */
export async function addDemoSuggestions(
  keyDir: string,
  now: Date,
): Promise<{ state: string; code: string }[]> {
  const manager = await AccountModel.findOne({ username: 'miyaneh' }).lean();
  const actor = manager?._id ?? 'demo';
  const tree = await loadOffices();
  const known = suggestions.filter(({ office }) => tree.get(office));
  for (const [at, suggestion] of known.entries()) {
    await send(suggestion, at, keyDir, now);
    await deliverItems(await WaitingItemModel.find().lean(), keyDir, demoDay(now, 7 - suggestion.daysAgo));
    await answer(suggestion, at, { actor, keyDir, tree, now });
  }
  if (known.length > 0) await send(justSent, known.length, keyDir, now);
  return [
    { state: 'answered', code: writeTrackingCode(codeOf(0)) },
    { state: 'waits', code: writeTrackingCode(codeOf(known.length)) },
  ];
}

async function send(
  { office, topic, text, daysAgo, title }: DemoSuggestion,
  at: number,
  keyDir: string,
  now: Date,
) {
  const written = { office, topic, text, mayPublish: Boolean(title) };
  await sendPlainly(written, codeOf(at), { now: demoDay(now, -daysAgo), keyDir });
}

interface Answering {
  actor: string;
  keyDir: string;
  tree: Awaited<ReturnType<typeof loadOffices>>;
  now: Date;
}

async function answer(suggestion: DemoSuggestion, at: number, { actor, keyDir, tree, now }: Answering) {
  const id = await storedUnder((await codeKeysOf(codeOf(at))).thread);
  const { answers = [], title, outcome, daysAgo } = suggestion;
  for (const { after, decision, text = '', to = '' } of answers) {
    const thread = await SuggestionModel.findById(id).orFail().lean();
    const day = demoDay(now, after - daysAgo);
    const acting = { actor, keyDir, now: plusMs(day, hourMs) };
    if (decision === 'review') await startReview(thread, acting);
    else if (decision === 'done') await complete(thread, text, acting);
    else {
      const doneBy = decision === 'planned' ? isoDayOf(demoDay(now, after - daysAgo + 60)) : null;
      await decide(thread, { decision, text, post: 'مسئول دبیرخانه', doneBy, office: to }, tree, acting);
    }
  }
  if (!title || !outcome) return;
  const thread = await SuggestionModel.findById(id).orFail().lean();
  await publish(thread, { title, outcome }, { actor, now });
}
