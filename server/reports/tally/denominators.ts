/**
 * The unit in which dimension scores are whole numbers. A score is a sum of answers divided by their number, so a common multiple of all
 * possible numbers of answers keeps scores, their sums and their squares exact.
 */

interface Lengths {
  /** Answers that a score needs. */
  minAnswered: number;
  items: readonly unknown[];
}

export interface Denominators {
  /** A dimension score times this is a whole number (0 … denominator · (points − 1)), the unit of the index. */
  denominator: number;
  /** The same for cross products, smaller where their sums would leave the whole numbers a double holds. */
  productDenominator: number;
}

/** @param steps points of the scale minus one */
export function denominators(dimensions: readonly Lengths[], steps: number): Denominators {
  const exact = dimensions.reduce((lcm, dimension) => commonDenominator(dimension, lcm), 1);
  const largestIndex = Number.MAX_SAFE_INTEGER / (4 * steps * (dimensions.length + 1) ** 2);
  const largestProduct = 300_000 / steps;
  return {
    denominator: exact <= largestIndex ? exact : Math.floor(largestIndex),
    productDenominator: exact <= largestProduct ? exact : nearDenominator(dimensions, largestProduct / 4),
  };
}

/** Least common multiple of `start` and every number of answers that makes a score. */
function commonDenominator({ minAnswered: least, items }: Lengths, start: number): number {
  let result = start;
  for (let answered = least; answered <= items.length; answered += 1) {
    result *= answered / greatestCommonDivisor(result, answered);
    if (result > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  }
  return result;
}

/** At most `limit`, and exact at least for the fullest responses (nearly all), where dimensions are too long for an exact one. */
function nearDenominator(dimensions: readonly Lengths[], limit: number): number {
  let result = 1;
  for (
    let missing = 0;
    dimensions.some(({ minAnswered: least, items }) => items.length - missing >= least);
    missing += 1
  ) {
    for (const { minAnswered: least, items } of dimensions) {
      const answered = items.length - missing;
      if (answered < least) continue;
      const next = (result * answered) / greatestCommonDivisor(result, answered);
      if (next <= limit) result = next;
    }
  }
  return result * Math.floor(limit / result);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
