/**
 * What readers know of two waves as linear equations. Unknown are, for each wave and unit, how many gave an item each answer, and the
 * sum of each dimension's scores in each option of each background question. The attacker is given every number of persons, also the
 * hidden ones; everybody answered everything, so that dimensions are means of items, and the index of dimensions.
 */

import type { Breakdown } from '../../server/reports/making/breakdowns/breakdowns.ts';
import type { ReportExtras } from '../../server/reports/making/reportExtras.ts';
import { personGroupsOf } from '../../server/reports/personGroups.ts';
import { reportJson } from '../../server/reports/published/reportJson.ts';
import type { Difference, Report, Score, Suppressed } from '../../server/reports/published/reportObject.ts';
import type { LinearSystem } from '../disclosure/linearBounds.ts';
import { options, shape, type Waves } from './anyWaves.ts';

export type WaveId = 'before' | 'after';
export type Terms = [unknown: number, coefficient: number][];
export type Measure = 'index' | keyof typeof shape | (string & {});

const dimensions = Object.entries(shape);
const items = dimensions.flatMap(([, list]) => list);
const points = [0, 25, 50, 75, 100];
const cells = Object.entries(options).flatMap(([question, list]) =>
  list.map((option) => ({ question, option })),
);

export interface Published {
  reports: Report[];
  extras: Map<string, ReportExtras>;
}

/** Counts of persons and the places of the unknowns. */
export function unknownsOf({ after, truth }: Waves) {
  const units = after.wave.units.map(({ code }) => code);
  const perUnit = items.length * points.length + cells.length * dimensions.length;
  const start = (wave: WaveId, unit: string) =>
    ((wave === 'after' ? units.length : 0) + units.indexOf(unit)) * perUnit;
  const persons = (
    wave: WaveId,
    members: readonly string[],
    is?: (background: readonly string[]) => boolean,
  ) =>
    members.reduce(
      (sum, unit) => sum + truth[wave][unit]!.filter((one) => !is || is(one.background)).length,
      0,
    );
  const answer = (wave: WaveId, unit: string, item: string, point: number) =>
    start(wave, unit) + items.indexOf(item) * points.length + point;
  const cell = (wave: WaveId, unit: string, at: number, dimension: number) =>
    start(wave, unit) + items.length * points.length + at * dimensions.length + dimension;
  const all = personGroupsOf(after.wave);
  const groups = new Map(all.map((group) => [group.id, group.units.map((unit) => units[unit]!)]));
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  return { units, groups, parents, persons, answer, cell, count: 2 * units.length * perUnit };
}

export type Unknowns = ReturnType<typeof unknownsOf>;

/** The sum of a measure's scores over some units. */
export function sumTerms(
  unknowns: Unknowns,
  wave: WaveId,
  units: readonly string[],
  measure: Measure,
): Terms {
  if (items.includes(measure)) {
    return units.flatMap((unit) =>
      points.map((score, point): Terms[number] => [unknowns.answer(wave, unit, measure, point), score]),
    );
  }
  const parts = measure === 'index' ? dimensions.map(([id]) => id) : shape[measure as keyof typeof shape];
  return parts.flatMap((part) =>
    sumTerms(unknowns, wave, units, part).map(([at, factor]): Terms[number] => [at, factor / parts.length]),
  );
}

/** The same within one option; `at` is its place among all options. */
export function cellTerms(
  unknowns: Unknowns,
  wave: WaveId,
  units: readonly string[],
  at: number,
  measure: Measure,
) {
  return dimensions.flatMap(([id], dimension) =>
    measure === id || measure === 'index'
      ? units.map((unit): Terms[number] => [
          unknowns.cell(wave, unit, at, dimension),
          measure === 'index' ? 1 / dimensions.length : 1,
        ])
      : [],
  );
}

export const optionCells = cells;
export const measures: Measure[] = ['index', ...dimensions.map(([id]) => id), ...items];

type Known = LinearSystem['known'][number];

const about = (terms: Terms, value: number, n: number): Known => {
  const slack = 1e-7 * Math.max(1, n);
  return { terms, low: value - slack, high: value + slack };
};

/** Everything that follows from how things are, before anything is published. */
export function baseSystem(unknowns: Unknowns): { limits: [number, number][]; known: Known[] } {
  const limits: [number, number][] = Array.from({ length: unknowns.count }, () => [0, 0]);
  const known: Known[] = [];
  for (const wave of ['before', 'after'] as const)
    for (const unit of unknowns.units) {
      const n = unknowns.persons(wave, [unit]);
      for (const item of items) {
        const places = points.map((_, point) => unknowns.answer(wave, unit, item, point));
        for (const place of places) limits[place] = [0, n];
        known.push(
          about(
            places.map((place) => [place, 1]),
            n,
            n,
          ),
        );
      }
      for (const [question, list] of Object.entries(options).entries())
        for (const [dimension, [id]] of dimensions.entries()) {
          const inCells = list[1].map((option) =>
            cells.findIndex((each) => each.question === list[0] && each.option === option),
          );
          for (const at of inCells) {
            const persons = unknowns.persons(
              wave,
              [unit],
              (background) => background[question] === cells[at]!.option,
            );
            limits[unknowns.cell(wave, unit, at, dimension)] = [0, 100 * persons];
          }
          const parts = inCells.map((at): Terms[number] => [unknowns.cell(wave, unit, at, dimension), 1]);
          const whole = sumTerms(unknowns, wave, [unit], id).map(([at, factor]): Terms[number] => [
            at,
            -factor,
          ]);
          known.push(about([...parts, ...whole], 0, n));
        }
    }
  return { limits, known };
}

/** What the published reports of one wave add, in the form in which other programs read them. */
export function publishedEquations(
  unknowns: Unknowns,
  wave: WaveId,
  { reports, extras }: Published,
): Known[] {
  return reports.flatMap((report) => {
    const id = `${report.scope}:${report.office}`;
    const units = unknowns.groups.get(id);
    if (!units || report.rolledUpTo !== null) return [];
    const read = reportJson(report) as Report;
    const [part] = read.instruments;
    const scores: [Measure, Score | Suppressed][] = [['index', part!.index]];
    for (const dimension of part!.dimensions) {
      scores.push([dimension.id, dimension]);
      if ('items' in dimension) for (const item of dimension.items) scores.push([item.id, item]);
    }
    const told = scores.flatMap(([measure, score]) =>
      scoreEquations(unknowns, wave, units, id, measure, score),
    );
    const breakdowns = extras.get(id)?.instruments[0]?.breakdowns ?? [];
    return [
      ...told,
      ...breakdowns.flatMap((breakdown) => breakdownEquations(unknowns, wave, units, breakdown)),
    ];
  });
}

function scoreEquations(
  unknowns: Unknowns,
  wave: WaveId,
  units: readonly string[],
  id: string,
  measure: Measure,
  score: Score | Suppressed,
): Known[] {
  if ('suppressed' in score) return [];
  const { n, mean, sd, bounded } = score;
  const terms = sumTerms(unknowns, wave, units, measure);
  if (bounded) {
    const [low, high] = 'above' in bounded ? [bounded.above * n, 100 * n] : [0, bounded.below * n];
    return [{ terms, low, high }];
  }
  if (mean === null) return [];
  if (typeof sd !== 'number') return [{ terms, low: (mean - 0.5) * n, high: (mean + 0.5) * n }];
  const known = [about(terms, n * mean, n)];
  const distribution =
    'distribution' in score ? (score as { distribution: number[] | null }).distribution : null;
  for (const [point, count] of (Array.isArray(distribution) ? distribution : []).entries())
    known.push(
      about(
        units.map((unit) => [unknowns.answer(wave, unit, measure, point), 1]),
        count,
        n,
      ),
    );
  const { parent, province, previous } = score.versus;
  for (const [difference, whole] of [
    [parent, unknowns.parents.get(id) ?? null],
    [province, 'subtree:o0'],
  ] as const) {
    const others = (unknowns.groups.get(whole ?? '') ?? []).filter((unit) => !units.includes(unit));
    known.push(...differenceEquation(unknowns, wave, others, measure, mean, difference));
  }
  if (wave === 'after') known.push(...differenceEquation(unknowns, 'before', units, measure, mean, previous));
  return known;
}

/** The other side of a difference is the mean less the difference. */
function differenceEquation(
  unknowns: Unknowns,
  wave: WaveId,
  others: readonly string[],
  measure: Measure,
  mean: number,
  difference: Difference,
): Known[] {
  if ('unavailable' in difference || difference.difference === null) return [];
  const n = unknowns.persons(wave, others);
  return [about(sumTerms(unknowns, wave, others, measure), n * (mean - difference.difference), n)];
}

function breakdownEquations(
  unknowns: Unknowns,
  wave: WaveId,
  units: readonly string[],
  { question, options: told }: Breakdown,
): Known[] {
  const places: Measure[] = ['index', ...dimensions.map(([id]) => id)];
  return told.flatMap((option) => {
    if ('suppressed' in option) return [];
    const at = cells.findIndex((each) => each.question === question && each.option === option.id);
    return option.scores.flatMap(({ n, mean }, m) =>
      mean === null ? [] : [about(cellTerms(unknowns, wave, units, at, places[m]!), n * mean, n)],
    );
  });
}
