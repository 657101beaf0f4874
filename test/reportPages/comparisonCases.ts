/** Sentences about many offices: the comparison, its map, the offices below one, movement, response, tests between offices. */
import type { Reader } from '../../server/i18n/reader.ts';
import { defaultLevels } from '../../server/offices/levels/loadLevels.ts';
import { comparisonSentences } from '../../server/reportPages/comparisonSentences.ts';
import { presentAnswered } from '../../server/reportPages/presentAnswered.ts';
import { type Child, presentChildren } from '../../server/reportPages/presentChildren.ts';
import { presentComparison } from '../../server/reportPages/presentComparison.ts';
import { presentMapLevel } from '../../server/reportPages/presentMap.ts';
import { presentMeasurementQuality } from '../../server/reportPages/presentMeasurementQuality.ts';
import { presentMovement } from '../../server/reportPages/presentMovement.ts';
import { presentResponseRates } from '../../server/reportPages/presentResponseRates.ts';
import { presentRollups } from '../../server/reportPages/presentRollups.ts';
import { presentTestsBetweenOffices } from '../../server/reportPages/presentTestsBetweenOffices.ts';
import { shownState } from '../../server/reportPages/shownState.ts';
import { shrinkageWords } from '../../server/reportPages/shrinkageWords.ts';
import type {
  ComparedDimension,
  ComparedRow,
} from '../../server/reports/making/comparison/compareOffices.ts';
import type { TestsBetweenOffices } from '../../server/reports/making/comparison/testsBetweenOffices.ts';
import type { ReportExtras } from '../../server/reports/making/reportExtras.ts';
import type { Reliability, Report, ShownDimension } from '../../server/reports/published/reportObject.ts';
import type { WaveOffice } from '../../server/waves/waveUnit.ts';
import { against, noItems, row, rowWith, told, versus, wave } from './madeCases.ts';
import { instrument, report, score } from './madeReports.ts';
import { pair, type SentenceCase, series } from './sentenceCase.ts';

const rounded = score(50, { sd: null, ci95: null, favourable: null });
const cell = (id: string, mean: number): ComparedDimension => ({
  id,
  n: 30,
  mean,
  band: 2,
  mark: null,
  verdict: null,
});
const sentences = (rows: ComparedRow[], reader: Reader) => comparisonSentences(rows, instrument, reader);
const comparison = (rows: ComparedRow[], reader: Reader) =>
  presentComparison(rows, wave, { instrument, order: 'index', size: null, level: null }, reader);
const state = (one: ComparedRow | undefined, reader: Reader) => shownState(one, wave, reader);
const map = (rows: ComparedRow[], reader: Reader) =>
  presentMapLevel(
    'root',
    '',
    {
      ...{ wave, instrument, compared: rows, places: new Map(), order: 'index', at: '', base: '' },
      openAt: (code) => code,
    },
    { reach: 20, margin: 5, dir: 'ltr' },
    reader,
  );

const compared: SentenceCase[] = [
  ...pair(
    sentences,
    ['comparison.untested', [rowWith('north', told('notTested'))]],
    [[], [rowWith('north', told('same'))]],
  ),
  ...pair(
    sentences,
    ['comparison.lowest', [row('north', { dimensions: [cell('trust', 40), cell('pay', 45)] })]],
    [[], [row('north', { dimensions: [cell('trust', 40), cell('pay', 44.9)] })]],
  ),
  ...series(comparison, [
    ['units.findingLower', [rowWith('north', told('lower')), rowWith('south', told('same'))]],
    ['units.findingHigher', [rowWith('north', told('higher'))]],
    ['units.findingBoth', [rowWith('north', told('higher')), rowWith('south', told('lower'))]],
    ['units.findingNone', [rowWith('north', told('unclear')), rowWith('south', told('same'))]],
    ['units.findingSame', [rowWith('north', told('same'))]],
  ]),
  ...pair(
    comparison,
    ['comparison.rankRange', [row('north', { rank: { low: 1, high: 2 } as never })]],
    [[], [row('north', { rank: { low: 1, high: 1 } as never })]],
  ),
  ...pair(
    comparison,
    ['comparison.rankRange', [row('north', { rank: { low: 1, high: 2 } as never })]],
    ['comparison.unranked', [row('north')]],
  ),
  ...series(state, [
    ['legend.unclear', row('north')],
    ['comparison.boundedCell', row('north', { index: score(50, { mean: null, bounded: { above: 80 } }) })],
    ['quality.notEnough', row('north', { index: score(50, { mean: null }) })],
    ['map.rounded', row('north', { index: rounded })],
    ['suppressed.absent', undefined],
    ['suppressed.rolledUpShort', row('c', { rolledUpTo: 'south.joined' })],
    ['suppressed.tooFew', row('tiny', { index: { suppressed: 'tooFew' } })],
    ['suppressed.complementary', row('tiny', { index: { suppressed: 'complementary' } })],
  ]),
  ...pair(map, ['map.about', [row('north', { index: rounded })]], [[], [row('north')]]),
  ...pair(map, ['map.rolledUp', [row('north', { rolledUpTo: 'south.joined' })]], [[], [row('north')]]),
  ...pair(
    shrinkageWords,
    ['comparison.shrunkenAll', { offices: 5, all: true }],
    ['comparison.shrunkenShown', { offices: 5, all: false }],
  ),
];

const child = (office: string, parent: ReturnType<typeof told>): Child => ({
  ...row(office, { index: score(50, { versus: versus({ parent }) }) }),
  scope: 'own',
});
const units = (children: Child[], reader: Reader) =>
  presentChildren(
    [child('root', told('higher')), ...children],
    wave,
    { code: 'root', withParent: false },
    reader,
  );
const below: SentenceCase[] = [
  ...series(units, [
    ['units.findingLower', [child('north', told('lower'))]],
    ['units.findingHigher', [child('north', told('higher'))]],
    ['units.findingBoth', [child('north', told('higher')), child('south', told('lower'))]],
    ['units.findingNone', [child('north', told('unclear'))]],
    ['units.findingSame', [child('north', told('same')), child('south', told('same'))]],
    ['units.title', [child('north', told('notTested'))]],
  ]),
  ...pair(
    units,
    ['units.count', ['north', 'south', 'small', 'tiny'].map((code) => child(code, told('lower')))],
    [[], ['north', 'south', 'small'].map((code) => child(code, told('lower')))],
  ),
  ...pair(
    (own: ComparedRow, reader) => presentRollups([own], [row('north')], wave, reader),
    ['rounded', row('north', { index: rounded })],
    [[], row('north')],
  ),
];

const moved = (word: 'higher' | 'unclear' | 'notTested') =>
  row('north', { index: score(50, { versus: versus({ previous: told(word) }) }) });
const movement = (rows: ComparedRow[], reader: Reader) => presentMovement(rows, wave, reader);
const answered = (office: string, level: string, responses: number | { suppressed: 'tooFew' }) =>
  row(office, { level, headcount: 50, responses });
const levels: Record<string, WaveOffice['level']> = { small: 'district', tiny: 'department' };
const deeper = {
  ...wave,
  offices: wave.offices.map((office) => ({ ...office, level: levels[office.code] ?? office.level })),
};
const response = (rows: ComparedRow[], reader: Reader) =>
  presentResponseRates(rows, deeper, { root: 'root', levels: defaultLevels }, reader);
const alike = [answered('north', 'governorate', 30), answered('south', 'governorate', 30)];
const movementAndResponse: SentenceCase[] = [
  ...pair(movement, ['movement.title', [moved('higher')]], ['movement.none', [moved('unclear')]]),
  ...pair(movement, ['movement.note', [moved('unclear')]], [[], [moved('notTested')]]),
  ...pair(
    response,
    [
      ['response.title', 'response.lowest'],
      [answered('north', 'governorate', 20), answered('small', 'district', 30)],
    ],
    ['response.all', [answered('north', 'governorate', 30), answered('small', 'district', 30)]],
  ),
  ...pair(
    response,
    ['response.hidden', [...alike, answered('tiny', 'governorate', { suppressed: 'tooFew' })]],
    [[], alike],
  ),
  ...pair(
    response,
    [[], alike],
    [
      ['response.province', 'response.group'],
      [answered('root', 'province', 20), row('south.joined', { level: null, headcount: 50, responses: 30 })],
    ],
  ),
];

function tests(p: number, omega2: number): Record<string, TestsBetweenOffices> {
  const one: TestsBetweenOffices = {
    offices: 12,
    anova: { F: 3, df: [11, 200], p },
    welch: null,
    kruskalWallis: null,
    eta2: 0.1,
    omega2,
    verdict: null,
  };
  return { [`index:${instrument.id}`]: one, 'dimension:trust': one };
}
const between = (given: Record<string, TestsBetweenOffices>, reader: Reader) =>
  presentTestsBetweenOffices(given, instrument, reader);
const betweenCases: SentenceCase[] = [
  ...pair(between, ['between.share', tests(0.049, 0.06)], ['between.shareUntold', tests(0.05, 0.06)]),
  ...pair(between, ['between.p', tests(0.001, 0.06)], ['between.pTiny', tests(0.0009, 0.06)]),
  ...pair(between, ['between.title', tests(0.01, 0.06)], [[], {}]),
];

interface Measured {
  changes?: Partial<Report>;
  dimension?: Partial<ShownDimension>;
  icc1?: number;
  extras?: Partial<ReportExtras> & { verdict?: string };
  /** ICC(1) that the verdict rests on; null where there is only one office. */
  between?: number | null;
}
function quality(
  { changes, dimension, icc1 = 0.1, extras, between = 0.1 }: Measured,
  reader: Reader,
): unknown {
  const made = { ...report(score(50), [against('trust', 50, {}, dimension)]), ...changes };
  const [part] = made.instruments;
  const aggregation = { trust: { icc1, icc2: 0.7, offices: 12 } };
  const reasons = [{ criterion: 'icc1', grade: 'good', value: between }];
  const verdicts = { trust: { verdict: extras?.verdict ?? 'yes', reasons } };
  const more = {
    controls: [],
    ...extras,
    instruments: [{ id: part!.id, breakdowns: [], dominance: null, items: {}, verdicts }],
  };
  return presentMeasurementQuality(
    { report: made, part: { ...part!, aggregation }, extras: more as never, instrument },
    reader,
  );
}
const reliable = (changes: Partial<Reliability>): Measured => ({
  dimension: {
    items: noItems(3),
    reliability: { alpha: 0.7, alphaCi95: null, omega: 0.7, n: 200, ...changes },
  },
});
const sheets = (identicalSheets: number, items = 20): Measured => ({
  dimension: { items: noItems(items) },
  changes: { quality: { identicalSheets, straightLined: 0, missingShare: 0 } },
});
const controlled = (disagree: number): Measured => ({
  extras: { controls: [{ id: 'free', n: 30, agree: 0.5, disagree }] },
});
const qualityCases: SentenceCase[] = [
  ...pair(
    quality,
    [['quality.caution', 'quality.reasonRate'], { changes: { responseRate: 0.39 } }],
    ['quality.good', { changes: { responseRate: 0.4 } }],
  ),
  ...pair(
    quality,
    ['quality.reasonFew', { changes: { responses: 29 } }],
    [[], { changes: { responses: 30 } }],
  ),
  ...pair(quality, ['quality.reasonAlpha', reliable({ alpha: 0.69 })], [[], reliable({})]),
  ...pair(quality, ['quality.reasonSheets', sheets(2)], [[], sheets(1)]),
  ...pair(quality, ['quality.reasonSheets', sheets(2)], [[], sheets(2, 19)]),
  ...pair(
    quality,
    ['quality.reasonAggregation', { extras: { verdict: 'no' } }],
    [[], { extras: { verdict: 'withCaution' } }],
  ),
  ...pair(
    quality,
    ['quality.reasonAggregation', { extras: { verdict: 'no' } }],
    ['aggregation.unknown', { extras: { verdict: 'no' }, between: null }],
  ),
  ...pair(quality, ['quality.reasonControls', controlled(0.2)], [[], controlled(0.19)]),
  ...pair(quality, ['quality.unstable', reliable({ n: 99 })], [[], reliable({ n: 100 })]),
  ...pair(quality, ['quality.improper', reliable({ omega: null })], [[], reliable({})]),
  ...pair(quality, ['quality.noBetween', { icc1: 0 }], [[], { icc1: 0.01 }]),
  ...pair(
    quality,
    ['quality.bounds', { changes: { headcount: 31 } }],
    ['quality.boundsNone', { changes: { headcount: 30 } }],
  ),
];

const spread = (points: number, reader: Reader) =>
  presentAnswered(
    { mean: 60, ci95: [58, 62], n: 400, designEffect: 1.25, offices: 12 },
    [{ kind: 'pooled', mean: 60 + points, ci95: null, offices: 12 }],
    { instrument, bounds: '' },
    reader,
  );
const answeredCases: SentenceCase[] = [
  ...pair(spread, ['answered.within', 4.9], ['answered.beyond', 5]),
  {
    keys: ['answered.designEffect', 'answered.raked', 'answered.rakedAbout'],
    given: (reader) => spread(0, reader),
    near: (reader) => presentAnswered(null, [], { instrument, bounds: '' }, reader),
  },
];

export const comparisonCases = [
  ...answeredCases,
  ...compared,
  ...below,
  ...movementAndResponse,
  ...betweenCases,
  ...qualityCases,
];
