/** Sentences about five waves and more (what all moved together, its share, offices beside it, the goal), and the declared figure of the province. */
import type { Reader } from '../../server/i18n/reader.ts';
import { defaultLevels } from '../../server/offices/levels/loadLevels.ts';
import { presentHeadline } from '../../server/reportPages/presentHeadline.ts';
import { presentYears } from '../../server/reportPages/presentYears.ts';
import { yearsSentences } from '../../server/reportPages/yearsSentences.ts';
import type { ChangeOverWaves } from '../../server/reports/making/comparison/changeOverWaves.ts';
import type { GoalAhead } from '../../server/reports/making/comparison/goalAhead.ts';
import type { ProvinceMean } from '../../server/reports/making/comparison/provinceMeans.ts';
import { wave } from './madeCases.ts';
import { instrument } from './madeReports.ts';
import { pair, type SentenceCase, series } from './sentenceCase.ts';

type Row = ChangeOverWaves['rows'][number];

export function row(verdict: Row['verdict'], changes: Partial<Row> = {}): Row {
  return {
    ...{
      office: 'north',
      difference: 6,
      ci95: [2, 10],
      p: 0.001,
      pAdjusted: 0.01,
      detectable: 5,
      expected: 7,
    },
    verdict,
    ...changes,
  };
}

export function change(changes: Partial<ChangeOverWaves> = {}): ChangeOverWaves {
  return {
    waves: ['2016', '2017', '2018', '2019', '2020'].map((year, i) => ({
      ...{ id: year, endsAt: `${year}-09-01T00:00:00.000Z`, level: 50 + i, se: 1, offices: 12 },
    })),
    ...{ timeUnit: 'year', span: 4, offices: 12 },
    common: { difference: 4, ci95: [1, 7], p: 0.02, detectable: 4, se: 1, df: 3, verdict: 'different' },
    spread: { wave: 1, branchLevel: 2, branchSlope: 1, officeLevel: 3, officeSlope: 1, officeWave: 1 },
    parts: { common: 0.5, branches: 0.2, offices: 0.3 },
    ahead: [0, 1, 2, 3, 4].map((after) => ({ after, mean: 54 + after, ci95: [52 - after, 56 + 3 * after] })),
    goal: null,
    rows: [row('different'), row('same', { office: 'south' })],
    ...changes,
  };
}

const said = (changes: Partial<ChangeOverWaves>, reader: Reader) =>
  yearsSentences(change(changes), { wave, instrument, levels: defaultLevels }, reader);
const common = (changes: Partial<ChangeOverWaves['common']>): Partial<ChangeOverWaves> => ({
  common: { ...change().common, ...changes },
});
const goal = (changes: Partial<GoalAhead>): Partial<ChangeOverWaves> => ({
  goal: { kind: 'ahead', horizon: 4, earliest: null, expected: null, latest: null, ...changes },
});
const undated = change().waves.map((one) => ({ ...one, endsAt: null }));

const means = (weighted: number | null): ProvinceMean[] => [
  { kind: 'pooled', mean: 60, ci95: [58, 62], offices: 12 },
  { kind: 'weighted', mean: weighted, ci95: weighted === null ? null : [59, 63], offices: 12 },
];

export const yearsCases: SentenceCase[] = [
  ...pair(
    (weighted: number | null, reader: Reader) =>
      presentHeadline(means(weighted), { headline: 'weighted' }, reader),
    ['headline.weighted', 61],
    ['headline.unknown', null],
  ),
  {
    keys: ['headline.weighted'],
    given: (reader) => presentHeadline(means(61), { headline: 'weighted' }, reader),
    near: (reader) => presentHeadline(means(61), {}, reader),
  },
  ...series(said, [
    ['years.common.rising', common({})],
    ['years.common.falling', common({ difference: -4, ci95: [-7, -1] })],
    ['years.common.same', common({ verdict: 'same', ci95: [0.1, 4.9] })],
    ['years.common.unclear', common({ verdict: 'unclear', ci95: [-0.1, 8] })],
  ]),
  ...series(said, [
    ['years.share.common', { parts: { common: 0.5, branches: 0.2, offices: 0.3 } }],
    ['years.share.own', { parts: { common: 0.499, branches: 0.201, offices: 0.3 } }],
    ['years.share.none', { parts: null }],
  ]),
  ...pair(
    said,
    ['years.offices.moved', { rows: [row('different'), row('unclear')] }],
    ['years.offices.none', { rows: [row('same'), row('unclear')] }],
  ),
  ...series(said, [
    ['years.goal.reached', goal({ kind: 'reached' })],
    ['years.goal.perhaps', goal({ kind: 'open' })],
    ['years.goal.steady', goal({ kind: 'steady' })],
    ['years.goal.falling', goal({ kind: 'falling' })],
    ['years.goal.told', goal({ earliest: 1, expected: 2, latest: 4 })],
    ['years.goal.open', goal({ earliest: 1, expected: 2 })],
    ['years.goal.atBest', goal({ earliest: 1 })],
    ['years.goal.far', goal({})],
  ]),
  ...pair(
    (changes: Partial<ChangeOverWaves>, reader: Reader) =>
      presentYears(
        change(changes),
        { wave, instrument: { ...instrument, ideal: 60 }, levels: defaultLevels },
        reader,
      ),
    ['years.waveNumber', { timeUnit: 'wave', waves: undated }],
    [[], {}],
  ),
];
