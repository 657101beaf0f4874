/** Counts responses by whole background profile, one by one (see `profileCounts.ts`). */
import { scoreClasses } from '../../disclosure/boundDistribution.ts';
import type { ResponseIndex } from './countIndex.ts';
import type { DimensionAnswers } from './dimensionAnswers.ts';
import { micro, optionCounts, type ProfileCounts, perMeasure, profileWidth } from './profileCounts.ts';
import type { TallyLayout } from './tallyLayout.ts';

/** A unit with more profiles than this is told apart by fewer questions. */
const maxProfiles = 5000;

/** The most questions whose combinations are whole numbers that a computer tells apart. */
function countableQuestions(codes: readonly number[]): number {
  let combinations = 1;
  const at = codes.findIndex((count) => {
    combinations *= count;
    return combinations > Number.MAX_SAFE_INTEGER;
  });
  return at < 0 ? codes.length : at;
}

export interface ProfileCounter {
  add(
    demographics: Uint8Array,
    parts: readonly DimensionAnswers[],
    indexes: readonly (ResponseIndex | null)[],
  ): void;
  counts(): ProfileCounts;
}

/** What is counted does not hang on the order of the responses. */
export function profileCounter(layout: TallyLayout, max = maxProfiles): ProfileCounter {
  const codes = optionCounts(layout);
  const width = profileWidth(layout);
  const scorers = scorersOf(layout);
  let questions = countableQuestions(codes);
  let rows = new Map<number, Float64Array>();
  const shorten = () => {
    questions -= 1;
    const shorter = new Map<number, Float64Array>();
    for (const [key, row] of rows) {
      const into = shorter.get(Math.floor(key / codes[questions]!));
      if (into) for (let at = 0; at < width; at += 1) into[at]! += row[at]!;
      else shorter.set(Math.floor(key / codes[questions]!), row);
    }
    rows = shorter;
  };
  const rowOf = (demographics: Uint8Array) => {
    let key = 0;
    for (let question = 0; question < questions; question += 1) {
      const answer = demographics[question] ?? 0;
      key = key * codes[question]! + (answer < codes[question]! ? answer : 0);
    }
    const found = rows.get(key) ?? new Float64Array(width);
    rows.set(key, found);
    return found;
  };
  return {
    add(demographics, parts, indexes) {
      const row = rowOf(demographics);
      row[0]! += 1;
      for (const [measure, scorer] of scorers.entries()) {
        const score = scorer(parts, indexes);
        if (score === null) continue;
        const at = 1 + perMeasure * measure;
        row[at]! += 1;
        row[at + 1]! += Math.round(score.points * micro);
        row[at + 2]! += score.points >= score.from - 1e-9 ? 1 : 0;
        row[at + 3]! += score.points <= score.to + 1e-9 ? 1 : 0;
      }
      while (rows.size > max && questions > 0) shorten();
    },
    counts() {
      const keys = Float64Array.from(rows.keys()).sort();
      const cells = new Float64Array(width * keys.length);
      for (const [at, key] of keys.entries()) cells.set(rows.get(key)!, at * width);
      return { questions, keys, cells };
    },
  };
}

type Scorer = (
  parts: readonly DimensionAnswers[],
  indexes: readonly (ResponseIndex | null)[],
) => { points: number; from: number; to: number } | null;

/** One for each index, then for each dimension. */
function scorersOf({ instruments, dimensions }: TallyLayout): Scorer[] {
  return [
    ...instruments.map(({ denominator, points }, at): Scorer => {
      const { from, to } = scoreClasses(points);
      return (_parts, indexes) => {
        const index = indexes[at];
        return index
          ? { points: (100 * index.sum) / (index.scored * denominator * (points - 1)), from, to }
          : null;
      };
    }),
    ...dimensions.map(({ minAnswered, points }, at): Scorer => {
      const { from, to } = scoreClasses(points);
      return (parts) => {
        const { answered, sum } = parts[at]!;
        return answered === 0 || answered < minAnswered
          ? null
          : { points: (100 * sum) / (answered * (points - 1)), from, to };
      };
    }),
  ];
}
