/** Sentences of the other parts of a report: interval, response, dimensions, limits, trend, and whether a mean is a property of the office. */
import type { Reader } from '../../server/i18n/reader.ts';
import { verdictWords } from '../../server/reportPages/aggregationWords.ts';
import { presentDimensions } from '../../server/reportPages/presentDimensions.ts';
import { presentIndex } from '../../server/reportPages/presentIndex.ts';
import { presentLimits } from '../../server/reportPages/presentLimits.ts';
import { presentRaisedHeadcounts } from '../../server/reportPages/presentRaisedHeadcounts.ts';
import { presentAbsentOffice, presentReport } from '../../server/reportPages/presentReport.ts';
import { scoreCell, suppressedCell } from '../../server/reportPages/presentScore.ts';
import { presentTrend } from '../../server/reportPages/presentTrend.ts';
import { hiddenWords } from '../../server/reportPages/releasePreview.ts';
import type {
  Difference,
  Report,
  Score,
  ShownDimension,
} from '../../server/reports/published/reportObject.ts';
import type { AggregationVerdict, Reason } from '../../server/statistics/aggregationVerdict.ts';
import { against, part, told, versus, type Word, wave } from './madeCases.ts';
import { instrument, report, score } from './madeReports.ts';
import { pair, type SentenceCase, series } from './sentenceCase.ts';
import { textsOf } from './sentenceKeys.ts';

const index = ([mean, headcount]: [Score, number], reader: Reader) =>
  presentIndex(mean, { instrument, headcount }, reader);
const page = (changes: Partial<Report>, reader: Reader) =>
  presentReport({ report: { ...report(score(50)), ...changes }, more: null }, wave, [], reader);

const head: SentenceCase[] = [
  ...pair(index, ['bounds.silent', [score(50), 38]], [[], [score(50), 37]]),
  ...series(index, [
    ['interval', [score(50), 60]],
    ['noInterval', [score(50, { ci95: null }), 60]],
    ['rounded', [score(50, { sd: null, ci95: null, favourable: null }), 60]],
  ]),
  ...pair(page, ['summary.lowRate', { responseRate: 0.39 }], [[], { responseRate: 0.4 }]),
  ...pair(index, ['bounds.everyone', [score(50), 30]], [[], [score(50), 31]]),
  ...pair(
    (one: Score, reader) => scoreCell(one, instrument, reader),
    ['borderline', score(50, { borderline: true })],
    [[], score(50, { borderline: null })],
  ),
  ...pair(
    (one: Score, reader) => scoreCell(one, instrument, reader),
    ['interval', score(50)],
    [[], score(50, { ci95: null })],
  ),
  ...pair(
    (one: Score, reader) => scoreCell(one, instrument, reader),
    ['quality.notEnough', score(50, { mean: null })],
    [[], score(50)],
  ),
  ...pair(
    page,
    ['summary.margin', { office: 'north' }],
    ['summary.marginNoHeadcount', { office: 'north', headcount: null, responseRate: null }],
  ),
  ...pair(page, ['group.members', { office: 'south.joined' }], [[], { office: 'north' }]),
  ...series(
    (reason: 'tooFew' | 'complementary' | 'notYet', reader) => suppressedCell({ suppressed: reason }, reader),
    [
      ['suppressed.tooFew', 'tooFew'],
      ['suppressed.complementary', 'complementary'],
      ['suppressed.notYet', 'notYet'],
    ],
  ),
  ...series(
    (reason: 'tooFew' | 'complementary' | 'notYet', reader) =>
      page({ office: 'north', instruments: [part({ index: { suppressed: reason } })] }, reader),
    [
      ['suppressed.tooFewAbout', 'tooFew'],
      ['suppressed.complementaryAbout', 'complementary'],
      ['suppressed.notYetAbout', 'notYet'],
    ],
  ),
  ...pair(
    (group: string | undefined, reader: Reader) => hiddenWords(group, 'about', reader),
    ['suppressed.rolledUp', 'joined'],
    [[], undefined],
  ),
  {
    keys: ['suppressed.absentAbout'],
    given: (reader) => presentAbsentOffice(wave, 'empty', reader),
    near: (reader) => page({ office: 'north' }, reader),
  },
  ...pair(
    (from: number, reader) =>
      presentRaisedHeadcounts(
        { ...wave, headcountCorrections: [{ office: 'north', from, to: 50, decision: 'applied' }] } as never,
        'north',
        'own',
        reader,
      ),
    [['response.raised', 'response.raisedOffice'], 40],
    [[], 60],
  ),
];

const columns = { province: true, parent: false, previous: true };
const profile = (words: Word[], isProvince: boolean, reader: Reader) =>
  presentDimensions(
    part({
      dimensions: words.map((word, i) =>
        against(['trust', 'pay', 'pride'][i]!, 50, { province: told(word), previous: told(word) }),
      ),
    }),
    instrument,
    { ...columns, province: !isProvince },
    reader,
  ).title;

const dimensions: SentenceCase[] = [false, true].flatMap((isProvince): SentenceCase[] => {
  const key = (name: string) => `dimensions.${isProvince ? 'change' : 'finding'}${name}`;
  return series(
    (words: Word[], reader) => profile(words, isProvince, reader),
    [
      [key('Lower'), ['lower', 'unclear']],
      [key('Unclear'), ['unclear', 'unclear']],
      [key('Higher'), ['higher', 'same']],
      [key('Same'), ['same', 'same']],
      [key('Both'), ['lower', 'higher']],
      [key('SameAndUnclear'), ['same', 'unclear']],
    ],
  );
});
const notes: SentenceCase[] = [
  ...pair(
    (ideal: number | null, reader) =>
      presentDimensions(
        part({ dimensions: [against('pay', 50, {})] }),
        { ...instrument, ideal },
        columns,
        reader,
      ),
    ['dimensions.noteIdeal', 80],
    [[], null],
  ),
  ...pair(
    (previous: Difference, reader) =>
      presentDimensions(
        part({ dimensions: [against('pay', 50, { previous })] }),
        instrument,
        columns,
        reader,
      ),
    ['dimensions.noPrevious', { unavailable: 'noPrevious' }],
    [[], { unavailable: 'changed' }],
  ),
  ...pair(
    (province: Difference, reader) =>
      presentLimits(
        part({ index: score(50, { versus: versus({ province, previous: { unavailable: 'noPrevious' } }) }) }),
        instrument,
        reader,
      ),
    [['limits.differences', 'limits.province', 'limits.points'], told('unclear')],
    [[], told('unclear', { detectable: null })],
  ),
  ...pair<Difference>(
    (previous: Difference, reader) =>
      presentLimits(part({ index: score(50, { versus: versus({ previous }) }) }), instrument, reader),
    ['limits.previous', told('unclear')],
    [[], { unavailable: 'changed' }],
  ),
  ...pair(
    (own: ShownDimension[], reader) => presentLimits(part({ dimensions: own }), instrument, reader),
    ['limits.dimensions', [against('pay', 50, {})]],
    [[], []],
  ),
];

const waves = (means: number[], previous: Difference = told('unclear')) =>
  means.map((mean, i) => ({
    title: `wave ${i}`,
    closesAt: null,
    report: report(score(mean), [against('pay', mean, { previous })]),
  }));
const trend = (means: number[], reader: Reader) => presentTrend(waves(means), instrument, reader);
const trendCases: SentenceCase[] = series(trend, [
  ['trend.notTested', [50, 52, 54, 56]],
  ['trend.rising', [50, 52, 54, 56, 58]],
  ['trend.none', [50, 54, 49, 55, 50.5]],
  ['trend.falling', [58, 56, 54, 52, 50]],
  ['trend.tooShort', [50, 52, 54, 56]],
  ['trend.rowRising', [50, 52, 54, 56, 58]],
  ['trend.rowNone', [50, 54, 49, 55, 50.5]],
  ['trend.rowFalling', [58, 56, 54, 52, 50]],
]).concat(
  pair(trend, ['trend.test', [50, 52, 54, 56, 58]], [[], [50, 52, 54, 56]]),
  pair(trend, ['trend.title', [50, 52, 54]], [[], [50, 52]]),
  pair(
    (previous: Difference, reader: Reader) => presentTrend(waves([50, 52, 54], previous), instrument, reader),
    ['trend.broken', { unavailable: 'changed' }],
    [[], told('unclear')],
  ),
);

const isEstimated: Reason = { criterion: 'icc1', value: 0.1, grade: 'good' };
const judged = ([verdict, reasons]: [AggregationVerdict['verdict'], Reason[]], reader: Reader) =>
  verdictWords({ verdict, reasons: [isEstimated, ...reasons] }, reader);
const aggregation: SentenceCase[] = [
  ...series(judged, [
    ['aggregation.yes', ['yes', []]],
    ['aggregation.withCaution', ['withCaution', []]],
    ['aggregation.no', ['no', []]],
  ]),
  ...pair(
    (one: AggregationVerdict | undefined, reader) => verdictWords(one, reader),
    ['aggregation.unknown', { verdict: 'no', reasons: [{ ...isEstimated, value: null }] }],
    ['aggregation.no', { verdict: 'no', reasons: [isEstimated] }],
  ),
  // One case for each reason and grade that has words.
  ...[...textsOf('fa').keys()].flatMap((key) => {
    const [branch, criterion, grade] = key.split('.');
    if (branch !== 'aggregation' || !grade) return [];
    const reason = { criterion, value: 0.1, grade } as Reason;
    return pair(
      judged,
      [key, ['withCaution', [reason]]],
      [[], ['withCaution', [{ ...reason, grade: 'good' }]]],
    );
  }),
];

export const reportCases: SentenceCase[] = [...head, ...dimensions, ...notes, ...trendCases, ...aggregation];
