/** Sentences about items, control statements and groups of employees. */
import type { Reader } from '../../server/i18n/reader.ts';
import { presentBreakdowns } from '../../server/reportPages/presentBreakdowns.ts';
import { presentControls } from '../../server/reportPages/presentControls.ts';
import { presentItemQuality } from '../../server/reportPages/presentItemQuality.ts';
import { presentItems } from '../../server/reportPages/presentItems.ts';
import type { Breakdown } from '../../server/reports/making/breakdowns/breakdowns.ts';
import type { ItemReport, ShownItem } from '../../server/reports/published/reportObject.ts';
import { against, part, versus } from './madeCases.ts';
import { instrument, score } from './madeReports.ts';
import { pair, type SentenceCase } from './sentenceCase.ts';

const shownItem = (changes: Partial<ShownItem> = {}): ShownItem => ({
  ...score(50),
  id: 'honest',
  distribution: [6, 6, 6, 6, 6],
  notApplicable: 0,
  ...changes,
});
const items = (given: ItemReport[], reader: Reader) =>
  presentItems(part({ dimensions: [against('trust', 50, {}, { items: given })] }), instrument, reader);
const itemCases: SentenceCase[] = [
  ...pair(
    items,
    ['items.tooFew', [{ id: 'honest', suppressed: 'tooFew' }]],
    ['suppressed.complementaryAbout', [{ id: 'honest', suppressed: 'complementary' }]],
  ),
  ...pair(items, ['items.bounded', [shownItem({ mean: null, bounded: { above: 80 } })]], [[], [shownItem()]]),
  ...pair(
    items,
    ['items.strongest', [shownItem(), shownItem({ id: 'aloof', favourable: 0.39 })]],
    ['items.title', [shownItem(), shownItem({ id: 'aloof' })]],
  ),
  ...pair(
    items,
    [['items.reversed', 'items.reversedAbout'], [shownItem({ id: 'aloof' })]],
    [[], [shownItem()]],
  ),
  ...pair(
    items,
    [['items.bipolar', 'items.bipolarAbout'], [shownItem({ distribution: [10, 0, 10, 0, 10] })]],
    [[], [shownItem({ distribution: [9, 0, 12, 0, 9] })]],
  ),
  ...pair(
    items,
    [
      ['items.lowAgreement', 'items.lowAgreementAbout'],
      [shownItem({ sd: 32, distribution: [4, 5, 12, 5, 4] })],
    ],
    [[], [shownItem({ sd: 31, distribution: [4, 5, 12, 5, 4] })]],
  ),
  ...pair(
    items,
    [
      ['items.wordingChanged', 'items.wordingChangedAbout'],
      [shownItem({ versus: versus({ previous: { unavailable: 'changed' } }) })],
    ],
    [[], [shownItem({ versus: versus({ previous: { unavailable: 'noPrevious' } }) })]],
  ),
  ...pair(
    (itemTotal: number, reader) =>
      presentItemQuality(
        { items: { trust: [{ id: 'honest', itemTotal, alphaIfDeleted: null }] } } as never,
        [against('trust', 50, {}, { items: [shownItem()] })],
        instrument,
        reader,
      ),
    ['itemQuality.weak', 0.29],
    [[], 0.3],
  ),
  ...pair(
    (told: ItemReport, reader) =>
      presentItemQuality(
        { items: { trust: [{ id: 'honest', itemTotal: 0.1, alphaIfDeleted: null }] } } as never,
        [against('trust', 50, {}, { items: [told] })],
        instrument,
        reader,
      ),
    ['itemQuality.weak', shownItem()],
    [[], shownItem({ mean: null, sd: null, bounded: { above: 60 } })],
  ),
  ...pair(
    (alphaIfDeleted: number, reader) =>
      presentItemQuality(
        { items: { trust: [{ id: 'honest', itemTotal: 0.1, alphaIfDeleted }] } } as never,
        [
          against(
            'trust',
            50,
            {},
            {
              items: [shownItem()],
              reliability: { alpha: 0.6, alphaCi95: null, omega: null, n: 200 },
            },
          ),
        ],
        instrument,
        reader,
      ),
    ['itemQuality.better', 0.61],
    ['itemQuality.weak', 0.6],
  ),
];

const controlled = { ...instrument, controls: [{ id: 'free', text: { fa: 'آزادانه' }, reverse: false }] };
const controls = (answers: object, reader: Reader) =>
  presentControls([{ id: 'free', ...answers } as never], controlled as never, reader);
const controlCases: SentenceCase[] = [
  ...pair(
    controls,
    [['controls.told', 'controls.warning'], { n: 30, agree: 0.5, disagree: 0.2 }],
    [[], { bounded: true }],
  ),
  ...pair(
    controls,
    ['controls.warning', { n: 30, agree: 0.5, disagree: 0.2 }],
    [[], { n: 30, agree: 0.5, disagree: 0.19 }],
  ),
];

const asked = {
  ...instrument,
  demographics: [
    {
      id: 'gender',
      title: { fa: 'جنسیت' },
      options: [
        { id: 'f', title: { fa: 'زن' } },
        { id: 'm', title: { fa: 'مرد' } },
      ],
    },
    { id: 'post', title: { fa: 'پست' }, options: [] },
  ],
} as unknown as typeof instrument;
type BreakdownMark = 'different' | 'notDifferent' | 'notTested';
/** Two groups of twenty with the same mean; `halfOf` is how far the interval of the index and of the others reaches. */
function broken(mark: BreakdownMark, hidden = false, halfOf = { index: 9, others: 9 }): Breakdown[] {
  const scores = [asked, ...asked.dimensions].map((_, at) => {
    const half = at === 0 ? halfOf.index : halfOf.others;
    return { n: 20, mean: 50, ci95: [50 - half, 50 + half] as [number, number] };
  });
  const second = hidden ? { id: 'm', suppressed: 'complementary' as const } : { id: 'm', scores };
  const p = { different: 0.01, notDifferent: 0.4, notTested: null }[mark];
  return [
    {
      question: 'gender',
      options: [{ id: 'f', scores }, second],
      tests: [asked, ...asked.dimensions].map(() => ({ p, pAdjusted: p, mark })),
    },
  ];
}
const groups = (breakdowns: Breakdown[], reader: Reader) => presentBreakdowns(breakdowns, asked, reader);
const groupCases: SentenceCase[] = [
  ...pair(
    groups,
    [['breakdowns.findingSome', 'breakdowns.told.different', 'breakdowns.different'], broken('different')],
    [
      [
        'breakdowns.findingUnclear',
        'breakdowns.told.unclear',
        'breakdowns.unseen',
        'breakdowns.unseenSentence',
      ],
      broken('notDifferent'),
    ],
  ),
  // Practically the same goes first, even where the test finds a difference.
  ...pair(
    groups,
    [['breakdowns.findingSame', 'breakdowns.told.same'], broken('different', false, { index: 1, others: 1 })],
    [[], broken('different')],
  ),
  ...pair(
    groups,
    ['breakdowns.findingMixed', broken('notDifferent', false, { index: 1, others: 9 })],
    ['breakdowns.every', broken('notDifferent')],
  ),
  ...pair(groups, ['breakdowns.notTested', broken('notTested')], [[], broken('notDifferent')]),
  ...pair(groups, ['breakdowns.complementary', broken('notTested', true)], [[], broken('notTested')]),
  ...pair(groups, ['breakdowns.unasked', broken('notTested')], ['breakdowns.nothing', []]),
];

export const detailCases = [...itemCases, ...controlCases, ...groupCases];
