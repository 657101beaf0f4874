/** What the cases of sentences share: verdicts, dimensions, a small wave, rows of a comparison. */
import type { ComparedRow } from '../../server/reports/making/comparison/compareOffices.ts';
import type {
  Difference,
  InstrumentReport,
  ItemReport,
  Score,
  ShownDimension,
  TestedDifference,
} from '../../server/reports/published/reportObject.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { smallWave } from '../reports/smallWave.ts';
import { compared, dimension, instrument, score } from './madeReports.ts';
import { province } from './storedWave.ts';

export type Word = 'higher' | 'lower' | 'same' | 'unclear' | 'notTested';

/** A difference that pages speak of by this word. */
export function told(word: Word, changes: Partial<TestedDifference> = {}): TestedDifference {
  const base = compared(word === 'higher' || word === 'lower' ? word : 'notDifferent') as TestedDifference;
  if (word === 'same') return { ...base, difference: 1, ci95: [-2, 4], verdict: 'same', ...changes };
  if (word === 'notTested') return { ...base, mark: 'notTested', verdict: null, ...changes };
  return { ...base, ...changes };
}

export function versus(changes: Partial<Score['versus']>): Score['versus'] {
  return { parent: told('notTested'), province: told('unclear'), previous: told('notTested'), ...changes };
}

/** A dimension of the survey with what it differs by. */
export function against(
  id: string,
  mean: number,
  sides: Partial<Score['versus']>,
  changes: Partial<ShownDimension> = {},
): ShownDimension {
  return { ...dimension(id, mean, 'notDifferent'), versus: versus(sides), ...changes };
}

export const noItems = (count: number): ItemReport[] =>
  Array.from({ length: count }, (_, i) => ({ id: `i${i}`, suppressed: 'tooFew' as const }));

export function part(changes: Partial<InstrumentReport> = {}): InstrumentReport {
  const base = { id: instrument.id, version: 1, aggregation: {}, drivers: null };
  return { ...base, index: score(50), dimensions: [], ...changes };
}

/** The small province of the page tests: two governorates, a joined unit, offices with few answers and with none. */
export const wave = {
  ...smallWave([instrument], province, { units: { 'south.joined': ['c', 'd'] } }).wave,
  title: 'پاییز',
  opensAt: new Date('2025-10-20T00:00:00Z'),
  closesAt: new Date('2025-11-10T00:00:00Z'),
  closedAt: null,
  headcountCorrections: [],
} as unknown as Wave;

export function row(office: string, changes: Partial<ComparedRow> = {}): ComparedRow {
  return {
    ...{ office, level: 'governorate', rolledUpTo: null, headcount: 60, responses: 30 },
    ...{ index: score(50), rank: null, dimensions: [] },
    ...changes,
  };
}

export const rowWith = (office: string, province: Difference): ComparedRow =>
  row(office, { index: score(50, { versus: versus({ province }) }) });
