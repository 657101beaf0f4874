/** The checks on wordings: each finds its fault, and leaves alone a sentence that only looks like it. */
import assert from 'node:assert/strict';
import type { Scale } from '../../server/instruments/instrument.ts';
import { checkItem, checkScale } from '../../server/workshop/checks/checkItem.ts';
import { headcountLimits } from '../../server/workshop/checks/headcountLimits.ts';
import { promisedTime, readingTime } from '../../server/workshop/checks/readingTime.ts';
import { suggestChange } from '../../server/workshop/differences/suggestChange.ts';
import { wordDifference } from '../../server/workshop/differences/wordDifference.ts';
import { scaleOf } from '../../server/workshop/knownScales.ts';
import { instrument } from '../support/situation.ts';

type Options = { reverse?: boolean; scale?: Scale; en?: string };
function notes(fa: string, { reverse = false, scale = scaleOf('agreement'), en }: Options = {}): string[] {
  const text = { fa, ...(en && { en }) };
  return checkItem({ item: { text, reverse }, scale, languages: [] }).map(({ name }) => name);
}

describe('checks of a wording', () => {
  const found: [string, string, Options?][] = [
    ['twoQuestions', 'همکاران به یکدیگر کمک می‌کنند و در کار با هم هماهنگ هستند.'],
    ['twoQuestions', 'مدیر من کار را توضیح می‌دهد یا از دیگران می‌خواهد آن را توضیح دهند.'],
    ['twoThings', 'دستورها روشن و کوتاه است.'],
    ['twoThings', 'مدیر یا معاون پاسخ‌گو است.'],
    ['negatedReverse', 'مدیر من به حرف کارکنان گوش نمی‌دهد.', { reverse: true }],
    ['negatedReverse', 'کار در واحد ما منظم نیست.', { reverse: true }],
    ['negatedReverse', 'کار منظم است.', { reverse: true, en: 'The work isn’t orderly.' }],
    ['tooLong', Array.from({ length: 21 }, () => 'کار').join(' ')],
    ['absolute', 'در واحد ما هیچ‌کس تنها می‌ماند.'],
    ['absolute', 'همهٔ همکاران کمک می‌کنند.'],
    ['question', 'آیا نظر شما پرسیده می‌شود؟'],
    ['otherScale', 'نظر کارکنان اغلب پرسیده می‌شود.'],
    ['halfSpace', 'نظر کارکنان پرسیده می شود.'],
    ['halfSpace', 'نظر کارکنان پرسیده میشود.'],
    ['halfSpace', 'کار ها به موقع انجام می‌شود.'],
  ];
  for (const [name, text, options] of found)
    it(`finds ${name} in «${text.slice(0, 60)}»`, () => {
      assert.ok(notes(text, options).includes(name), notes(text, options).join());
    });

  const clear: [string, Options?][] = [
    ['در واحد ما گفت‌وگو با کارکنان آسان است.'],
    ['اولویت‌های واحد ما بدون توضیح عوض می‌شود.', { reverse: true }],
    ['مدیر من از نتیجهٔ کار آگاهی دارد.'],
    ['نامه‌ها به‌موقع نوشته می‌شود.', { reverse: true }],
    [Array.from({ length: 20 }, () => 'کار').join(' ')],
    ['ماه گذشته کار میز خدمت آسان بود.'],
    ['رفتار کارکنان با مراجعه‌کنندگان', { scale: scaleOf('satisfaction') }],
  ];
  for (const [text, options] of clear)
    it(`says nothing of «${text.slice(0, 60)}»`, () => {
      assert.deepEqual(notes(text, options), []);
    });

  it('finds labels of two scales in one, and none in the four that are known', () => {
    const mixed = scaleOf('agreement');
    mixed.labels[4] = { fa: 'خیلی زیاد' };
    assert.deepEqual(
      checkScale(mixed).map(({ name }) => name),
      ['mixedScale'],
    );
    for (const name of ['agreement', 'amount', 'frequency', 'satisfaction'] as const)
      assert.deepEqual(checkScale(scaleOf(name)), []);
  });

  it('needs more time for more words, and says when a promise is too short or too long', () => {
    const short = instrument('culture');
    const long = instrument('culture');
    for (const { text } of long.dimensions[0]!.items)
      text.fa = Array.from({ length: 90 }, () => 'واژه').join(' ');
    assert.ok(readingTime(long) > readingTime(short) + 1);
    assert.equal(promisedTime({ ...short, minutes: 2 }).verdict, 'tooShort');
    assert.equal(promisedTime({ ...short, minutes: 40 }).verdict, 'tooLong');
    assert.equal(promisedTime({ ...short, minutes: 6 }).verdict, 'kept');
  });

  it('names the offices that would lose a question, as a launch would, and the smallest group', () => {
    const question = (id: string, options: number) => ({
      id,
      title: { fa: id },
      options: Array.from({ length: options }, (_, at) => ({ id: `o${at}`, title: { fa: `${at}` } })),
    });
    const offices = [
      { code: 'ea', parent: null, headcount: 200 },
      { code: 'ahar', parent: 'ea', headcount: 45 },
      { code: 'hurand', parent: 'ahar', headcount: 4 },
      { code: 'jolfa', parent: 'ea', headcount: null },
    ];
    const limits = headcountLimits(offices, [question('gender', 2), question('age', 4)]);
    assert.deepEqual(limits.lost, [
      { question: 'gender', offices: ['jolfa'] },
      { question: 'age', offices: ['ahar', 'hurand', 'jolfa'] },
    ]);
    assert.equal(limits.smallest, 49, 'four people are reported with those above them');
    assert.equal(limits.unknown, 1);
  });
});

describe('differences between wordings', () => {
  it('come back to both wordings, whatever was changed', () => {
    const pairs = [
      [
        'در واحد ما پیش از تصمیم‌های مهم، نظر کارکنان پرسیده می‌شود.',
        'در واحد ما پیش از تصمیم‌هایی که مهم است، نظر آنان پرسیده می‌شود.',
      ],
      ['', 'متن «جدید» (کوتاه).'],
      ['one two, three', 'one three two.'],
      ['همان', 'همان'],
    ] as const;
    const words = (text: string) => text.replaceAll(/[\s.,،«»()]/g, '');
    for (const [before, after] of pairs) {
      const parts = wordDifference(before, after);
      const side = (leftOut: string) =>
        words(
          parts
            .filter(({ kind }) => kind !== leftOut)
            .map(({ text }) => text)
            .join(''),
        );
      assert.equal(side('added'), words(before));
      assert.equal(side('removed'), words(after));
      assert.equal(
        parts.some(({ kind }) => kind !== 'same'),
        before !== after,
      );
    }
  });

  it('are suggested as identical, minor or changed by what happened to the words', () => {
    const classOf = (before: string, after: string, turned = false) =>
      suggestChange({ text: before, reverse: false }, { text: after, reverse: turned });
    const text = 'در واحد ما نظر کارکنان پیش از تصمیم پرسیده می‌شود.';
    assert.equal(classOf(text, 'در واحد ما نظر كاركنان پيش از تصميم، پرسیده می شود'), 'identical');
    assert.equal(classOf(text, 'در واحد ما نظر همکاران پیش از تصمیم پرسیده می‌شود.'), 'minor');
    assert.equal(classOf(text, 'در واحد ما نظر کارکنان پیش از تصمیم پرسیده نمی‌شود.'), 'changed');
    assert.equal(classOf(text, 'در واحد ما همیشه نظر کارکنان پیش از تصمیم پرسیده می‌شود.'), 'changed');
    assert.equal(classOf(text, 'مدیران ارشد به درخواست‌ها پاسخ می‌دهند.'), 'changed');
    assert.equal(classOf(text, text, true), 'changed');
  });
});
