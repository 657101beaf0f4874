/** The attacker's linear programme over two waves at once: the bounds of every hidden group and of every hidden part of a breakdown. */
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { isShown, type Report } from '../../server/reports/published/reportObject.ts';
import { linearBounds } from '../disclosure/linearBounds.ts';
import type { Waves } from './anyWaves.ts';
import {
  baseSystem,
  cellTerms,
  type Measure,
  measures,
  optionCells,
  type Published,
  publishedEquations,
  sumTerms,
  type Terms,
  type Unknowns,
  unknownsOf,
  type WaveId,
} from './equations.ts';

export interface Hidden {
  name: string;
  wave: WaveId;
  /** Ids of units. */
  units: readonly string[];
  measure: Measure;
  n: number;
  terms: Terms;
  kind: 'score' | 'breakdown';
  /** Whose answers, by their background; everybody's when left out. */
  is?: (background: readonly string[]) => boolean;
}

export interface Bounded extends Hidden {
  /** Bounds of the mean, 0 to 100, by what is published of both waves. */
  low: number;
  high: number;
}

/** `isApart`: without the differences between the waves. */
function publish({ before, after }: Waves, isApart: boolean): Record<WaveId, Published> {
  return {
    before: buildWaveReports({ current: before, previous: null }),
    after: buildWaveReports({ current: after, previous: isApart ? null : before }),
  };
}

const minimum = 5;

function scoreIn(report: Report | undefined, measure: Measure) {
  const part = report?.instruments[0];
  if (!part) return null;
  if (measure === 'index') return part.index;
  const dimension = part.dimensions.find(({ id }) => id === measure);
  if (dimension) return dimension;
  const all = part.dimensions.flatMap((each) => (isShown(each) ? each.items : []));
  return all.find(({ id }) => id === measure) ?? null;
}

/** Groups of fewer than the minimum of which a measure is hidden. */
function hiddenScores(unknowns: Unknowns, wave: WaveId, { reports }: Published): Hidden[] {
  return [...unknowns.groups].flatMap(([id, units]) => {
    const n = unknowns.persons(wave, units);
    if (n === 0 || n >= minimum) return [];
    const report = reports.find((each) => `${each.scope}:${each.office}` === id);
    return measures.flatMap((measure): Hidden[] => {
      const score = scoreIn(report, measure);
      if (score && isShown(score)) throw new Error(`${measure} of ${id} with ${n} people is shown`);
      const terms = sumTerms(unknowns, wave, units, measure);
      return [{ name: `${measure} of ${id} in ${wave}`, wave, units, measure, n, terms, kind: 'score' }];
    });
  });
}

/** Options with fewer than the minimum in one office, which no breakdown may show. */
function hiddenParts(unknowns: Unknowns, wave: WaveId): Hidden[] {
  return optionCells.flatMap(({ question, option }, at) => {
    const position = [...new Set(optionCells.map((each) => each.question))].indexOf(question);
    return unknowns.units.flatMap((unit): Hidden[] => {
      const is = (background: readonly string[]) => background[position] === option;
      const n = unknowns.persons(wave, [unit], is);
      if (n === 0 || n >= minimum) return [];
      const terms = cellTerms(unknowns, wave, [unit], at, 'index');
      const name = `index of ${option} in ${unit} in ${wave}`;
      return [{ name, wave, units: [unit], measure: 'index', n, terms, kind: 'breakdown', is }];
    });
  });
}

export interface Knowing {
  /** Leaves out the reports that none of the readers may open. */
  mayRead?: (report: Report) => boolean;
  /** Without the differences between the waves. */
  isApart?: boolean;
  /** Without breakdowns by background questions. */
  isUndivided?: boolean;
}

/** The bounds of everything hidden. */
export async function boundHidden(waves: Waves, knowing: Knowing = {}): Promise<Bounded[]> {
  const { mayRead = () => true, isApart = false, isUndivided = false } = knowing;
  const unknowns = unknownsOf(waves);
  const published = publish(waves, isApart);
  const { limits, known } = baseSystem(unknowns);
  const hidden: Hidden[] = [];
  for (const wave of ['before', 'after'] as const) {
    const { reports, extras } = published[wave];
    const read = { reports: reports.filter(mayRead), extras: isUndivided ? new Map() : extras };
    known.push(...publishedEquations(unknowns, wave, read));
    hidden.push(...hiddenScores(unknowns, wave, published[wave]), ...hiddenParts(unknowns, wave));
  }
  const start = limits.length;
  for (const [at, { terms, n }] of hidden.entries()) {
    limits.push([0, 100 * n]);
    known.push({ terms: [...terms, [start + at, -1]], low: 0, high: 0 });
  }
  const bounds = await linearBounds(
    { limits, known },
    hidden.map((_, at) => [start + at]),
  );
  return hidden.map((each, at) => ({ ...each, low: bounds[at]![0] / each.n, high: bounds[at]![1] / each.n }));
}
