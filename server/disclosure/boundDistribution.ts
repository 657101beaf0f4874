/**
 * Attribute disclosure: where all, or all but one, of fewer than 100 persons gave the same answer, or stand on the same (favourable or
 * unfavourable) side, the mean reveals each person's answer however large the group. Such a part is published only as a bound. So that the
 * bound does not say what it hides, it begins well before that, and says no more of all than of four fifths, whatever the size of the group.
 */
import { favourablePoints } from '../statistics/favourable.ts';

export type Bounded = { above: number } | { below: number };

/** From this many persons on, a uniform answer describes the group and not its members. */
export const boundedBelow = 100;

/** The part of a group that a bound speaks of, whoever it is made for. */
const boundedShare = 0.8;

/**
 * Of n persons so many on one side, and more, are given as a bound: all but a tenth, of fewer than twenty all but two, but never fewer than
 * the bound says. (Where four fifths alone decided, a fifteenth of all items of the demo province would be lost; README.md has the figures.)
 */
export const fewestBounded = (n: number): number =>
  Math.max(Math.ceil(boundedShare * n - 1e-9), Math.min(n - 2, Math.ceil(0.9 * n - 1e-9)));

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/**
 * The classes that reveal their members' answers when (nearly) everybody is in one of them: each point, favourable, unfavourable.
 * @param counts persons by answer point, after recoding reverse items (the last is the most favourable)
 */
export function revealingClasses(counts: readonly number[]): number[] {
  const width = favourablePoints(counts.length);
  return [...counts, sum(counts.slice(-width)), sum(counts.slice(0, width))];
}

/** True when all or all but one of n persons are in one of the classes, and n is under `minimumN`. */
export function isRevealing(n: number, classes: readonly number[], minimumN = boundedBelow): boolean {
  return n > 0 && n < minimumN && classes.some((count) => count >= n - 1);
}

/** True when a bound is given instead of the numbers of n persons: every group that reveals its members, and many that do not. */
export function isBounded(n: number, classes: readonly number[], minimumN = boundedBelow): boolean {
  if (!(n > 0 && n < minimumN)) return false;
  return isRevealing(n, classes, minimumN) || classes.some((count) => count >= fewestBounded(n));
}

/** `isRevealing` of a distribution inside a longer list of counts. */
export function isRevealingAt(counts: ArrayLike<number>, start: number, end: number): boolean {
  const width = favourablePoints(end - start);
  let [n, largest, favourable, unfavourable] = [0, 0, 0, 0];
  for (let place = start; place < end; place += 1) {
    const count = counts[place]!;
    n += count;
    if (count > largest) largest = count;
    if (place >= end - width) favourable += count;
    if (place < start + width) unfavourable += count;
  }
  return isRevealing(n, [largest, favourable, unfavourable]);
}

/** The bound (0..100, in whole points) on the mean of persons of whom four fifths are at or beyond `edge`. */
function boundAt(edge: number, isAbove: boolean): Bounded {
  const slack = 1e-9;
  if (isAbove) return { above: Math.floor(boundedShare * edge + slack) };
  return { below: Math.ceil(boundedShare * edge + 100 * (1 - boundedShare) - slack) };
}

/**
 * The bound on an item's mean (0..100), or null when the distribution may be shown. It is computed from the edge of the class alone
 * (75 or 25 on five points), as if a fifth stood at the other end: so it reveals nothing but the class.
 * A neutral answer that four fifths share is bounded on the side of the middle it is not past.
 * @param counts persons by answer point, after recoding reverse items
 * @throws RangeError on fewer than two points or a count that is not a whole number
 */
export function boundDistribution({
  counts,
  minimumN = boundedBelow,
}: {
  counts: readonly number[];
  minimumN?: number;
}) {
  const points = counts.length;
  if (points < 2 || counts.some((count) => !Number.isInteger(count) || count < 0)) {
    throw new RangeError('A distribution has a whole number of persons for each of two or more points');
  }
  const n = sum(counts);
  const classes = revealingClasses(counts);
  const isMet = (count: number) => isBounded(n, [count], minimumN);
  const width = favourablePoints(points);
  const score = (point: number) => (100 * point) / (points - 1);
  if (isMet(classes[points]!)) return boundAt(score(points - width), true);
  if (isMet(classes[points + 1]!)) return boundAt(score(width - 1), false);
  const same = counts.findIndex(isMet);
  return same < 0 ? null : boundAt(score(same), score(same) >= 50);
}

/**
 * The same for a score of persons (dimension, index), whose classes are: at least the lowest favourable point, at most the highest
 * unfavourable one, one and the same score. The middle between them is wide and reveals nothing about anyone, so it is no class here; where
 * four fifths share one score in it, the bound says only that they are not unfavourable, and not which score it is.
 * @param n persons with a score
 * @param shared the most of them who have the same score
 * @param points points of the answer scale
 * @returns null where the persons do not nearly all agree
 */
export function boundScore({
  n,
  favourable,
  unfavourable,
  shared,
  points,
  minimumN = boundedBelow,
}: {
  n: number;
  favourable: number;
  unfavourable: number;
  shared: number;
  points: number;
  minimumN?: number;
}): Bounded | null {
  const isMet = (count: number) => isBounded(n, [count], minimumN);
  const { from, to } = scoreClasses(points);
  if (isMet(favourable)) return boundAt(from, true);
  if (isMet(unfavourable)) return boundAt(to, false);
  return isMet(shared) ? boundAt(to, true) : null;
}

/** A person's score is favourable from `from` on and unfavourable up to `to` (0..100, compare with tolerance 1e-9). */
export function scoreClasses(points: number): { from: number; to: number } {
  const width = favourablePoints(points);
  return { from: (100 * (points - width)) / (points - 1), to: (100 * (width - 1)) / (points - 1) };
}

/** Persons whose score is favourable, and persons whose score is unfavourable, of a histogram of scores (0..100) and persons. */
export function personsOnSides(
  histogram: readonly (readonly [score: number, persons: number])[],
  points: number,
): [favourable: number, unfavourable: number] {
  const { from, to } = scoreClasses(points);
  let [favourable, unfavourable] = [0, 0];
  for (const [score, count] of histogram) {
    if (score >= from - 1e-9) favourable += count;
    if (score <= to + 1e-9) unfavourable += count;
  }
  return [favourable, unfavourable];
}
