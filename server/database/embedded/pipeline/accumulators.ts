// The accumulators of $group. Whole numbers are summed exactly (as big integers once they are large), others as
// doubles with Neumaier's compensation, as a real server does.
import { Double, Long } from 'bson';
import { compareValues, orderedKey } from '../query/orderedKey.ts';
import { numberOf } from '../query/values.ts';

export interface Accumulator {
  /** Takes a value; returns the bytes of memory this added. */
  add(value: unknown): number;
  result(): unknown;
}

class Sum {
  private whole = 0n;
  private small = 0;
  private sum = 0;
  private compensation = 0;
  private isDouble = false;
  count = 0;

  add(value: unknown): void {
    const number = numberOf(value);
    if (number === undefined) return;
    this.count++;
    if (value instanceof Long) this.whole += value.toBigInt();
    else if (Number.isInteger(number)) this.addWhole(number);
    else this.addDouble(number);
  }

  total(): number | Long | Double {
    const whole = this.whole + BigInt(this.small);
    if (this.isDouble) return new Double(this.sum + this.compensation + Number(whole));
    if (BigInt.asIntN(64, whole) !== whole) return new Double(Number(whole));
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : Long.fromBigInt(whole);
  }

  private addWhole(number: number): void {
    const next = this.small + number;
    if (Number.isSafeInteger(next)) this.small = next;
    else if (Number.isSafeInteger(number)) this.whole += BigInt(number);
    else this.addDouble(number);
  }

  private addDouble(number: number): void {
    this.isDouble = true;
    const next = this.sum + number;
    if (Number.isFinite(next))
      this.compensation +=
        Math.abs(this.sum) >= Math.abs(number) ? this.sum - next + number : number - next + this.sum;
    this.sum = next;
  }
}

function summing(result: (sum: Sum) => unknown): Accumulator {
  const sum = new Sum();
  return {
    add(value) {
      sum.add(value);
      return 0;
    },
    result: () => result(sum),
  };
}

/** Keeps one value; `replaces` decides whether the next one takes its place. */
function keeping(replaces: (next: unknown, kept: unknown, isFirst: boolean) => boolean): Accumulator {
  let kept: unknown = null;
  let isFirst = true;
  return {
    add(value) {
      if (replaces(value, kept, isFirst)) kept = value ?? null;
      else return 0;
      isFirst = false;
      return typeof value === 'string' ? value.length : 0;
    },
    result: () => kept,
  };
}

function listing(distinct: boolean): Accumulator {
  const seen = new Set<string>();
  const values: unknown[] = [];
  return {
    add(value) {
      if (value === undefined) return 0;
      const key = orderedKey([value]).toString('latin1');
      if (distinct && seen.has(key)) return 0;
      if (distinct) seen.add(key);
      values.push(value);
      return key.length * 2 + 50;
    },
    result: () => values,
  };
}

const isExtreme = (sign: 1 | -1) => (next: unknown, kept: unknown, isFirst: boolean) =>
  next !== undefined && next !== null && (isFirst || compareValues(next, kept) * sign > 0);

/** A fresh accumulator; the name is one of the allow-list. */
export function newAccumulator(name: string): Accumulator {
  switch (name) {
    case '$avg':
      return summing((sum) => (sum.count === 0 ? null : new Double(numberOf(sum.total())! / sum.count)));
    case '$min':
      return keeping(isExtreme(-1));
    case '$max':
      return keeping(isExtreme(1));
    case '$first':
      return keeping((_next, _kept, isFirst) => isFirst);
    case '$last':
      return keeping(() => true);
    case '$push':
      return listing(false);
    case '$addToSet':
      return listing(true);
    default:
      return summing((sum) => sum.total());
  }
}
