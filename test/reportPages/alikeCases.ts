/** Sentences about what the questions mean to those who are compared, the fit of one factor, and careless answers. */
import type { Reader } from '../../server/i18n/reader.ts';
import { alikeSummary, alikeWords } from '../../server/reportPages/alikeWords.ts';
import { presentCareless } from '../../server/reportPages/presentCareless.ts';
import { presentMeasurementQuality } from '../../server/reportPages/presentMeasurementQuality.ts';
import type { CarelessAnswers } from '../../server/reports/making/carelessAnswers.ts';
import type { QuestionsAlike } from '../../server/reports/making/comparison/questionsAlike.ts';
import type { ReportExtras } from '../../server/reports/making/reportExtras.ts';
import type { Reliability } from '../../server/reports/published/reportObject.ts';
import type { FactorFit } from '../../server/statistics/factorFit.ts';
import { against, noItems, part } from './madeCases.ts';
import { instrument, report, score } from './madeReports.ts';
import { pair, type SentenceCase, series } from './sentenceCase.ts';

const good: FactorFit = { chi2: 3.2, df: 2, cfi: 0.99, rmsea: 0.03, srmr: 0.02 };
const found = (changes: Partial<QuestionsAlike>): QuestionsAlike => ({
  groups: [],
  verdict: 'same',
  unknown: null,
  failed: null,
  configural: good,
  metric: good,
  scalar: good,
  released: [],
  ...changes,
});
const unknown = (reason: QuestionsAlike['unknown']) => found({ verdict: null, unknown: reason });
const partly = found({
  verdict: 'partly',
  failed: 'scalar',
  released: [{ item: 'fair', step: 'scalar', p: 0.001 }],
});
const different = found({ verdict: 'different', failed: 'scalar' });
const words = (one: QuestionsAlike, reader: Reader) => alikeWords(one, instrument, reader);
const summary = (kind: 'levels' | 'waves') => (all: QuestionsAlike[], reader: Reader) =>
  alikeSummary(kind, Object.fromEntries(all.map((one, i) => [`d${i}`, one])), reader);

const reliability: Reliability = { alpha: 0.7, alphaCi95: [0.6, 0.8], omega: 0.7, n: 150 };
/** The quality of a report with one dimension of so many items and answers. */
const quality = (
  { items, n = 150, fit }: { items: number; n?: number; fit: FactorFit | null },
  reader: Reader,
) => {
  const trust = against('trust', 50, {}, { reliability: { ...reliability, n }, items: noItems(items) });
  const extras: ReportExtras = {
    instruments: [
      { id: instrument.id, breakdowns: [], dominance: null, items: {}, verdicts: {}, fits: { trust: fit } },
    ],
    controls: [],
  };
  return presentMeasurementQuality(
    { report: report(score(50)), part: part({ dimensions: [trust] }), extras, instrument },
    reader,
  ).fits;
};

const marked: CarelessAnswers = {
  ...{ longRun: 12, flat: 11, marked: 12, contrary: null },
  without: { [instrument.id]: { n: 18, mean: 52 } },
};
const careless = (found: CarelessAnswers, reader: Reader) =>
  presentCareless(found, { responses: 30 }, part({ index: score(50) }), reader);
const contrary = { sheets: 2, compared: 30 };

export const alikeCases: SentenceCase[] = [
  ...series(careless, [
    ['quality.carelessNone', { ...marked, longRun: 0, flat: 0, marked: 0, without: {} }],
    ['quality.carelessWithout', marked],
    ['quality.carelessSame', { ...marked, without: { [instrument.id]: { n: 18, mean: 50.04 } } }],
    ['quality.carelessHidden', { ...marked, without: { [instrument.id]: null } }],
  ]),
  ...pair(
    careless,
    [['quality.contrary', 'quality.contraryAbout', 'quality.carelessOf'], { ...marked, contrary }],
    [[], marked],
  ),
  ...series(words, [
    ['alike.same', found({})],
    ['alike.partly', partly],
    ['alike.different', different],
    ['alike.unclear', unknown('noFit')],
  ]),
  ...series(words, [
    ['alike.butFor', partly],
    ['alike.failed.configural', found({ verdict: 'different', failed: 'configural' })],
    ['alike.failed.metric', found({ verdict: 'different', failed: 'metric' })],
    ['alike.failed.scalar', different],
    ['alike.unknown.fewItems', unknown('fewItems')],
    ['alike.unknown.fewAnswers', unknown('fewAnswers')],
    ['alike.unknown.noFit', unknown('noFit')],
  ]),
  ...pair(
    words,
    ['alike.notOneThing', found({ verdict: 'different', failed: 'configural' })],
    ['alike.different', found({ verdict: 'different', failed: 'metric' })],
  ),
  ...(['levels', 'waves'] as const).flatMap((kind) =>
    series(summary(kind), [
      [`alike.${kind}.all`, [found({}), found({})]],
      [`alike.${kind}.counted`, [found({}), partly]],
      [`alike.${kind}.untold`, [unknown('noFit'), unknown('fewAnswers')]],
    ]),
  ),
  ...pair(
    summary('levels'),
    [['alike.single', 'alike.betweenLevels'], [different]],
    ['alike.levels.counted', [different, found({})]],
  ),
  ...pair(summary('waves'), ['alike.betweenWaves', [found({})]], ['alike.waves.all', [found({}), found({})]]),
  ...series(quality, [
    ['quality.fitExact', { items: 3, fit: { ...good, df: 0 } }],
    ['quality.fitFew', { items: 4, n: 99, fit: null }],
    ['quality.improper', { items: 4, n: 100, fit: null }],
    ['quality.chi2Value', { items: 4, fit: good }],
  ]).filter(({ keys }) => !keys.includes('quality.chi2Value')),
];
