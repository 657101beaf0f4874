// What a filter says for certain about single paths: the points or the interval a value must lie in, and which
// partial indexes it may use. Only the top level and $and are read; the rest merely does not narrow.
import type { Document } from 'bson';
import type { Index } from '../storage/catalog.ts';
import { afterPrefix } from '../storage/storage.ts';
import { hasOperators, numberOf } from './bsonValues.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import { orderOf, typeOrder } from './typeOrder.ts';

export type Condition = [operator: string, operand: unknown];
export interface Bounds {
  paths: Map<string, Condition[]>;
  /** True when the filter is nothing but conditions on paths. */
  plain: boolean;
}
/** A byte interval of encoded values. */
export interface Interval {
  start: Buffer;
  end: Buffer;
  /** True when it holds exactly the values that meet all conditions. */
  exact: boolean;
}

const conditionsIn = (value: unknown): Condition[] =>
  hasOperators(value) ? Object.entries(value) : [['$eq', value]];

/** What the filter asks of every path it restricts. */
export function boundsOf(filter: Document): Bounds {
  const bounds: Bounds = { paths: new Map(), plain: true };
  collect(filter, bounds);
  return bounds;
}

function collect(filter: Document, bounds: Bounds): void {
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$'))
      bounds.paths.set(name, [...(bounds.paths.get(name) ?? []), ...conditionsIn(value)]);
    else {
      bounds.plain = false;
      if (name === '$and') for (const part of value) collect(part, bounds);
    }
  }
}

// An array is indexed by its elements, so equality with a whole array cannot be looked up.
const isPoint = (value: unknown): boolean => !Array.isArray(value) && value !== undefined;

/** The values that an equality or $in leaves; undefined when there is none. */
export function pointsOf(conditions: Condition[]): unknown[] | undefined {
  const lists = conditions
    .filter(([operator]) => operator === '$eq' || operator === '$in')
    .map(([operator, operand]) => (operator === '$eq' ? [operand] : (operand as unknown[])));
  return lists.filter((list) => list.every(isPoint)).sort((left, right) => left.length - right.length)[0];
}

/** The interval that comparisons leave within one type; null when there is none. */
export function intervalOf(conditions: Condition[], direction: number, multikey: boolean): Interval | null {
  const comparisons = conditions.filter(([name]) => ['$gt', '$gte', '$lt', '$lte'].includes(name));
  // On an array each comparison may be met by another element: only one of them may narrow.
  const used = multikey ? comparisons.slice(0, 1) : comparisons;
  if (used.length === 0) return null;
  const order = orderOf(used[0]![1]);
  if (order === typeOrder.Null || order === typeOrder.Array) return null;
  if (used.some(([, operand]) => orderOf(operand) !== order || Number.isNaN(numberOf(operand)))) return null;
  // NaN comes first among the numbers and meets no comparison.
  let start: Buffer =
    order === typeOrder.Number ? orderedKey([Number.NEGATIVE_INFINITY]) : Buffer.from([order]);
  let end: Buffer = afterPrefix(Buffer.from([order]));
  for (const [name, operand] of used) {
    const key = orderedKey([operand]);
    const bound = name === '$gt' || name === '$lte' ? afterPrefix(key) : key;
    if (name.startsWith('$g')) start = Buffer.compare(bound, start) > 0 ? bound : start;
    else end = Buffer.compare(bound, end) < 0 ? bound : end;
  }
  const exact = used.length === conditions.length;
  return direction > 0
    ? { start, end, exact }
    : { start: afterPrefix(invert(end)), end: afterPrefix(invert(start)), exact };
}

const invert = (key: Buffer): Buffer => key.map((each) => ~each & 0xff) as Buffer;

/** True when the filter holds each condition of a partial index, so that the index has every document it can find. */
export function implies({ paths }: Bounds, { partialFilterExpression = {} }: Index): boolean {
  return Object.entries(partialFilterExpression).every(([path, value]) =>
    conditionsIn(value).every(([operator, operand]) =>
      paths.get(path)?.some(([name, given]) => name === operator && compareValues(given, operand) === 0),
    ),
  );
}
