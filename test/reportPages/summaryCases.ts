/** Sentences of the summary, of what changed, of differences and their size, of strengths and priorities, of drivers. */
import type { Reader } from '../../server/i18n/reader.ts';
import { differenceSentences } from '../../server/reportPages/differenceSentences.ts';
import type { Judged } from '../../server/reportPages/findPriorities.ts';
import { presentChange } from '../../server/reportPages/presentChange.ts';
import { presentDrivers } from '../../server/reportPages/presentDrivers.ts';
import { presentPriorities } from '../../server/reportPages/presentPriorities.ts';
import { differenceCell } from '../../server/reportPages/presentScore.ts';
import { detectableWords, effectWords } from '../../server/reportPages/spokenDifference.ts';
import { summarySentences } from '../../server/reportPages/summarySentences.ts';
import type { Score, ShownDimension } from '../../server/reports/published/reportObject.ts';
import { against, part, told } from './madeCases.ts';
import { instrument, score } from './madeReports.ts';
import { pair, type SentenceCase, series } from './sentenceCase.ts';

interface Asked extends Partial<Judged> {
  ideal?: number | null;
  /** What is reported is a short form. */
  isShort?: boolean;
  comparedForm?: { id: string; version: number; checked: string };
}

const judged = ({ ideal: _, isShort: _short, ...changes }: Asked): Judged => ({
  ...part(),
  advice: null,
  borrowedFrom: null,
  ...changes,
});
const surveyOf = ({ ideal = 80, isShort }: Asked) => ({
  ...instrument,
  ideal,
  ...(isShort && { shortFormOf: { id: 'long', version: 2 } }),
});
const summary = (asked: Asked, reader: Reader) =>
  summarySentences(judged(asked), surveyOf(asked), 'a', reader);
const priorities = (asked: Asked, reader: Reader) =>
  presentPriorities(judged(asked), surveyOf(asked), reader);
const drivers = (asked: Asked & { dominance?: null }, reader: Reader) =>
  presentDrivers({ ...judged(asked), dominance: null }, surveyOf(asked), reader);

const long = { id: 'long', version: 2, checked: 'دکتر نادری' };
const summaryOf = (index: Score) => ({ index });

const position: SentenceCase[] = [
  ...pair(
    summary,
    ['summary.position', summaryOf(score(50))],
    ['summary.positionBorderline', summaryOf(score(50, { borderline: true }))],
  ),
  ...pair(
    summary,
    ['summary.positionUncertain', summaryOf(score(50, { ci95: null }))],
    [[], summaryOf(score(50))],
  ),
  ...pair(
    summary,
    [['summary.positionRounded', 'summary.fewAnswers'], summaryOf(score(50, { ci95: null, sd: null }))],
    [[], summaryOf(score(50, { ci95: null }))],
  ),
  ...pair(
    summary,
    ['summary.shortForm', { ...summaryOf(score(50)), isShort: true }],
    [[], summaryOf(score(50))],
  ),
  ...pair(
    summary,
    ['summary.shortFormCompared', { ...summaryOf(score(50)), isShort: true, comparedForm: long }],
    ['summary.longFormCompared', { ...summaryOf(score(50)), comparedForm: long }],
  ),
  ...pair(
    summary,
    ['summary.ideal.reached', summaryOf(score(85))],
    ['summary.ideal.unclearAbove', summaryOf(score(83))],
  ),
  ...pair(
    summary,
    ['summary.ideal.below', summaryOf(score(75))],
    ['summary.ideal.unclearBelow', summaryOf(score(77))],
  ),
];

const sides = (['province', 'previous'] as const).flatMap((side): SentenceCase[] => {
  const speak = (dimensions: ShownDimension[], reader: Reader) =>
    differenceSentences(part({ dimensions }), side, instrument, reader);
  const one = (id: string, difference: ReturnType<typeof told>) => against(id, 50, { [side]: difference });
  const key = (name: string) => `summary.${side}.${name}`;
  return [
    // The same differences, once confirmed and once not.
    ...pair(
      speak,
      [key('lower'), [one('trust', told('lower'))]],
      [[], [one('trust', told('unclear', { difference: -8, ci95: [-12, -4] }))]],
    ),
    ...pair(speak, [key('higher'), [one('trust', told('higher'))]], [[], [one('trust', told('unclear'))]]),
    ...pair(
      speak,
      [key('allSame'), [one('trust', told('same')), one('pay', told('same'))]],
      [key('same'), [one('trust', told('same')), one('pay', told('unclear'))]],
    ),
    ...pair(
      speak,
      [key('unclearUnder'), [one('trust', told('unclear'))]],
      [key('unclear'), [one('trust', told('unclear', { detectable: null }))]],
    ),
    ...pair(
      speak,
      ['summary.withEffect', [one('trust', told('lower'))]],
      ['summary.withDifference', [one('trust', told('lower', { effect: null }))]],
    ),
  ];
});

const sizes: SentenceCase[] = [
  ...series(
    (effect: number, reader) => effectWords(told('higher', { effect }), reader),
    [
      ['effect.large', 0.8],
      ['effect.medium', 0.79],
      ['effect.small', 0.49],
      ['effect.negligible', -0.19],
    ],
  ),
  ...pair(
    (effect: number | null, reader) => effectWords(told('higher', { effect }), reader),
    ['effect.told', 0.3],
    [[], null],
  ),
  ...pair(
    (detectable: number | null, reader) => detectableWords({ detectable }, reader),
    ['detectable', 5.7],
    [[], null],
  ),
  ...series(
    (word: Parameters<typeof told>[0], reader) => differenceCell(told(word), reader),
    [
      ['legend.higher', 'higher'],
      ['legend.unclear', 'unclear'],
      ['legend.lower', 'lower'],
      ['legend.same', 'same'],
      ['legend.notTested', 'notTested'],
    ],
  ),
  ...series(
    (unavailable: 'noPrevious' | 'changed' | 'officeChanged' | 'isProvince' | 'disclosure', reader) =>
      differenceCell({ unavailable }, reader),
    (['noPrevious', 'changed', 'officeChanged', 'isProvince', 'disclosure'] as const).map((reason) => [
      `versus.${reason}`,
      reason,
    ]),
  ),
  ...pair(
    (word: 'same' | 'higher', reader) =>
      presentChange(
        part({
          index: { suppressed: 'tooFew' },
          dimensions: [against('trust', 50, { previous: told(word) })],
        }),
        { instrument, alike: undefined },
        reader,
      ),
    ['change.dimensions', 'same'],
    [[], 'higher'],
  ),
];

const low = against('trust', 60, { province: told('lower') });
const high = against('pay', 88, { province: told('higher') });
const plain = against('trust', 60, {});
const chosen: SentenceCase[] = [
  ...pair(
    priorities,
    ['priorities.belowIdeal', { dimensions: [low] }],
    [[], { dimensions: [low], ideal: null }],
  ),
  ...pair(
    summary,
    ['summary.priority', { dimensions: [plain] }],
    ['summary.noneBelowIdeal', { dimensions: [against('trust', 78, { province: told('lower') })] }],
  ),
  ...pair(
    priorities,
    ['priorities.lower', { dimensions: [low] }],
    ['priorities.lowest', { dimensions: [plain, against('pay', 71, {})] }],
  ),
  ...pair(
    priorities,
    ['priorities.lowest', { dimensions: [plain, against('pay', 71, {})] }],
    ['priorities.lowestByChance', { dimensions: [plain, against('pay', 70, {})] }],
  ),
  // Of one dimension alone nothing is the lowest.
  ...pair(
    priorities,
    ['priorities.lowestByChance', { dimensions: [plain, against('pay', 60, {})] }],
    ['priorities.titlePriorities', { dimensions: [plain] }],
  ).slice(0, 1),
  ...pair(
    priorities,
    ['priorities.higher', { dimensions: [high] }],
    [[], { dimensions: [against('pay', 88, { province: told('unclear') })] }],
  ),
  ...pair(
    priorities,
    ['priorities.reached', { dimensions: [against('pay', 85, {})] }],
    [[], { dimensions: [against('pay', 83, { province: told('higher') })] }],
  ),
  ...pair(
    priorities,
    ['priorities.strengthsNone', { dimensions: [low] }],
    ['priorities.prioritiesNone', { dimensions: [high] }],
  ),
  ...series(priorities, [
    ['priorities.title', { dimensions: [low, high] }],
    ['priorities.titlePriorities', { dimensions: [low] }],
    ['priorities.titleStrengths', { dimensions: [high] }],
  ]),
  ...pair(
    priorities,
    ['priorities.rule', { dimensions: [low] }],
    ['priorities.ruleWithoutIdeal', { dimensions: [low], ideal: null }],
  ),
];

const explained = {
  outcome: 'pride',
  r2: 0.4,
  n: 200,
  from: 'a',
  weights: [
    { dimension: 'trust', weight: 0.3, share: 0.7 },
    { dimension: 'pay', weight: 0.1, share: 0.3 },
  ],
};
type Advice = NonNullable<Judged['advice']>;
function advised(leads: boolean, changes: Partial<Advice & Advice['dimensions'][number]> = {}): Asked {
  const { reason = null, direction = 'with', shareCi95 = [0.6, 0.8] } = changes;
  const one = { direction, isReliable: true, shareCi95, leads };
  const advice = { reason, pAdjusted: 0.01, dimensions: [one, { ...one, leads: false }] };
  return { drivers: explained, advice, dimensions: [plain, against('pay', 85, {})] };
}

const driverCases: SentenceCase[] = [
  ...pair(summary, ['summary.driversUntold', advised(false)], [[], advised(true)]),
  ...pair(
    drivers,
    ['drivers.finding', advised(true)],
    [['drivers.findingNone', 'drivers.untold.alike'], advised(false)],
  ),
  ...pair(
    summary,
    ['summary.driversAgainst', advised(false, { direction: 'against' })],
    ['summary.driversUntold', advised(false, { direction: 'against', shareCi95: [0.5, 0.8] })],
  ),
  ...pair(
    drivers,
    [['drivers.findingAgainst', 'drivers.untold.against'], advised(false, { direction: 'against' })],
    [
      ['drivers.findingNone', 'drivers.untold.alike'],
      advised(false, { direction: 'against', shareCi95: [0.5, 0.8] }),
    ],
  ),
  ...pair(
    drivers,
    [['drivers.findingUntold', 'drivers.untold.chance'], advised(false, { reason: 'chance' })],
    [[], advised(false)],
  ),
  ...series(drivers, [
    ['drivers.untold.little', advised(false, { reason: 'little' })],
    ['drivers.untold.unreliable', advised(false, { reason: 'unreliable' })],
    ['drivers.untold.older', { ...advised(false), advice: null }],
  ]),
  ...series(drivers, [
    ['drivers.against', advised(false, { direction: 'against' })],
    ['drivers.mixed', advised(false, { direction: 'mixed' })],
  ]),
  ...pair(drivers, ['drivers.shareRange', advised(false)], [[], advised(false, { shareCi95: null })]),
  ...pair(
    drivers,
    ['drivers.above', advised(false)],
    [[], { ...advised(false), dimensions: [plain, against('pay', 79, {})] }],
  ),
  ...pair(
    drivers,
    [['drivers.from', 'drivers.findingFrom'], { ...advised(false), borrowedFrom: 'north' }],
    [[], advised(false)],
  ),
  ...pair(drivers, ['drivers.note', advised(false)], [[], { ...advised(false), drivers: null }]),
  ...pair(priorities, ['priorities.driver', advised(true)], [[], advised(false)]),
  ...pair(
    priorities,
    ['priorities.driverAbove', { ...advised(true), borrowedFrom: 'north' }],
    ['priorities.driver', advised(true)],
  ),
  ...pair(priorities, ['priorities.ruleDrivers', advised(false)], [[], { ...advised(false), drivers: null }]),
];

export const summaryCases = [...position, ...sides, ...sizes, ...chosen, ...driverCases];
