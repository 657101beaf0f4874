/** Random provinces for the attack tests: an office tree of any shape, persons in each office, answers with gaps. */
import fc from 'fast-check';
import { revealingClasses, scoreClasses } from '../../server/disclosure/boundDistribution.ts';
import type { AtomGroup, MeasureInput } from '../../server/disclosure/protectMeasures.ts';

export interface Province {
  parents: (number | null)[];
  headcounts: (number | null)[];
  groups: AtomGroup[];
  measures: MeasureInput[];
}

/** own(u) and subtree(o) of every office of a tree given by parent indexes (parents come first). */
export function officeGroups(parents: readonly (number | null)[]): AtomGroup[] {
  const subtrees: number[][] = parents.map((_, office) => [office]);
  for (let office = parents.length - 1; office > 0; office--) {
    const parent = parents[office];
    if (parent !== null && parent !== undefined) subtrees[parent]!.push(...subtrees[office]!);
  }
  return parents.flatMap((_, office) => [
    { id: `own${office}`, atoms: [office] },
    { id: `subtree${office}`, atoms: subtrees[office]! },
  ]);
}

const points = [0, 25, 50, 75, 100];

/** A small generator of its own, so that one seed names one province. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Answers {
  /** For each office, each person's answers to each item of each dimension, 0..100 or null. */
  persons: (number | null)[][][][];
}

export function answersFor(
  sizes: readonly number[],
  shape: readonly number[],
  missing: number,
  mean: number,
  seed: number,
) {
  const random = randomFrom(seed);
  const answer = () => {
    if (random() < missing) return null;
    const draw = mean + (random() + random() + random() - 1.5) * 3;
    return points[Math.max(0, Math.min(4, Math.round(draw)))]!;
  };
  return sizes.map((size) =>
    Array.from({ length: size }, () => shape.map((items) => Array.from({ length: items }, answer))),
  );
}

function halfRuleMean(values: readonly (number | null)[]): number | null {
  const answered = values.filter((value) => value !== null);
  if (answered.length === 0 || answered.length < Math.ceil(values.length / 2)) return null;
  return answered.reduce((a, b) => a + b, 0) / answered.length;
}

function itemClasses(valid: number[]): number[] {
  return revealingClasses(points.map((point) => valid.filter((value) => value === point).length));
}

function personClasses(valid: number[]): number[] {
  const { from, to } = scoreClasses(points.length);
  return [valid.filter((v) => v >= from - 1e-9).length, valid.filter((v) => v <= to + 1e-9).length];
}

function measureOf(id: string, values: (number | null)[][], extra: Partial<MeasureInput>): MeasureInput {
  const valid = values.map((office) => office.filter((value) => value !== null));
  return {
    id,
    n: valid.map((office) => office.length),
    sum: valid.map((office) => office.reduce((a, b) => a + b, 0)),
    classes: valid.map(extra.detailOnly ? itemClasses : personClasses),
    scores: valid.map((office) => office.map((value) => [value, 1] as const)),
    ...extra,
  };
}

/** Responses, index, dimensions and items as the report builder hands them over. */
export function measuresOf(persons: (number | null)[][][][], shape: readonly number[]): MeasureInput[] {
  const scores = persons.map((office) => office.map((person) => person.map(halfRuleMean)));
  const index = scores.map((office) => office.map(halfRuleMean));
  const responses: MeasureInput = { id: 'responses', n: persons.map((office) => office.length) };
  const measures = [responses, measureOf('index', index, { within: 'responses' })];
  shape.forEach((items, d) => {
    const dimension = scores.map((office) => office.map((person) => person[d]!));
    measures.push(measureOf(`d${d}`, dimension, { partOf: 'index' }));
    for (let i = 0; i < items; i++) {
      const item = persons.map((office) => office.map((person) => person[d]![i]!));
      measures.push(measureOf(`d${d}i${i}`, item, { partOf: `d${d}`, detailOnly: true }));
    }
  });
  return measures;
}

/** Trees of 2 to `most` offices in any shape, most of them small enough to be in danger. */
export function anyProvince(most: number): fc.Arbitrary<Province> {
  return fc
    .record({
      offices: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat({ max: 14 }), fc.nat({ max: 40 }))), {
        minLength: 2,
        maxLength: most,
      }),
      shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      missing: fc.constantFrom(0, 0.05, 0.25),
      mean: fc.constantFrom(0.3, 2, 3, 3.9),
      seed: fc.nat(),
    })
    .map(({ offices, shape, missing, mean, seed }) => {
      const parents = offices.map(([choice], office) => (office === 0 ? null : choice % office));
      const sizes = offices.map(([, size]) => size);
      const measures = measuresOf(answersFor(sizes, shape, missing, mean, seed), shape);
      const headcounts = sizes.map((size) => (size === 0 && seed % 2 === 0 ? 0 : size + (seed % 5)));
      return { parents, headcounts, groups: officeGroups(parents), measures };
    });
}
