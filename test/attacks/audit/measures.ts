/** The measures of an instrument by the published rules of scoring, for judging what an attacker finds and for reading open data. */
import type { Instrument } from '../../../server/instruments/instrument.ts';

export interface AuditedMeasure {
  id: string;
  kind: 'index' | 'dimension' | 'item';
  /** Points of 0..100 that lie between neighbouring scores, or a part of them. */
  unit: number;
  /** 0..100, null where too little was answered. */
  score(answers: readonly (number | null)[]): number | null;
}

type Answers = readonly (number | null)[];

function meanOfHalf(values: Answers): number | null {
  const given = values.filter((value) => value !== null);
  if (given.length === 0 || given.length < Math.ceil(values.length / 2)) return null;
  return given.reduce((sum, value) => sum + value, 0) / given.length;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const multipleOf = (numbers: readonly number[]) =>
  numbers.reduce((all, one) => (all * one) / gcd(all, one), 1);
/** How many of k parts may stand behind a score. */
const partsOf = (k: number) =>
  Array.from({ length: k }, (_, i) => i + 1).filter((n) => n >= Math.ceil(k / 2));

export function auditedMeasures({ dimensions, scale }: Instrument): AuditedMeasure[] {
  const point = 100 / (scale.points - 1);
  let next = 0;
  const places = dimensions.map(({ items }) => items.map(() => next++));
  const points = (answers: Answers, at: number) => {
    const answer = answers[at] ?? null;
    return answer === null ? null : (answer - 1) * point;
  };
  const dimension = (d: number, answers: Answers) => meanOfHalf(places[d]!.map((at) => points(answers, at)));
  const units = dimensions.map(({ items }) => multipleOf(partsOf(items.length)));
  return [
    {
      id: 'index',
      kind: 'index',
      unit: point / (multipleOf(units) * multipleOf(partsOf(dimensions.length))),
      score: (answers) => meanOfHalf(dimensions.map((_, d) => dimension(d, answers))),
    },
    ...dimensions.map(
      ({ id }, d): AuditedMeasure => ({
        id,
        kind: 'dimension',
        unit: point / units[d]!,
        score: (answers) => dimension(d, answers),
      }),
    ),
    ...dimensions.flatMap(({ items }, d) =>
      items.map(
        ({ id }, i): AuditedMeasure => ({
          id,
          kind: 'item',
          unit: point,
          score: (answers) => points(answers, places[d]![i]!),
        }),
      ),
    ),
  ];
}
