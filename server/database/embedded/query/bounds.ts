// What a filter says for certain about single paths: the points or the interval a value must lie in, and which
// partial indexes it may use. Only the top level and $and are read; the rest merely does not narrow.
import type { Document } from 'bson';
import type { Index } from '../storage/catalog.ts';
import { afterPrefix } from '../storage/storage.ts';
import { orderedKey } from './orderedKey.ts';
import { orderOf, typeOrder } from './typeOrder.ts';
import { hasOperators, numberOf } from './values.ts';

export type Condition = [operator: string, operand: unknown];
export interface Bound {
  conditions: Condition[];
  /** Values of an equality or $in. */
  points?: unknown[];
}
export interface Bounds {
  paths: Map<string, Bound>;
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

/** The bounds of every path the filter restricts. */
export function boundsOf(filter: Document): Bounds {
  const bounds: Bounds = { paths: new Map(), plain: true };
  collect(filter, bounds);
  for (const bound of bounds.paths.values()) {
    const points = pointsOf(bound.conditions);
    if (points) bound.points = points;
  }
  return bounds;
}

function collect(filter: Document, bounds: Bounds): void {
  for (const name of Object.keys(filter)) {
    const value = filter[name];
    if (name.startsWith('$')) {
      bounds.plain = false;
      if (name === '$and' && Array.isArray(value)) for (const part of value) collect(part, bounds);
      continue;
    }
    const known = bounds.paths.get(name);
    if (known) known.conditions.push(...conditionsIn(value));
    else bounds.paths.set(name, { conditions: conditionsIn(value) });
  }
}

// An array is indexed by its elements, so equality with a whole array cannot be looked up.
const isPoint = (value: unknown): boolean => !Array.isArray(value) && value !== undefined;

function pointsOf(conditions: Condition[]): unknown[] | undefined {
  let shortest: unknown[] | undefined;
  for (const [operator, operand] of conditions) {
    const points =
      operator === '$eq' ? [operand] : operator === '$in' && Array.isArray(operand) ? operand : null;
    if (points?.every(isPoint) && points.length < (shortest?.length ?? Number.POSITIVE_INFINITY))
      shortest = points;
  }
  return shortest;
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

/** True when every document within the bounds is certainly held by the (partial) index. */
export function implies({ paths }: Bounds, index: Index): boolean {
  const given = (path: string) => paths.get(path)?.conditions ?? [];
  const partial = index.partialFilterExpression;
  if (!partial) return true;
  return Object.entries(partial).every(([path, value]) =>
    conditionsIn(value).every((each) => given(path).some((have) => covers(have, each))),
  );
}

function covers([operator, operand]: Condition, [wantedOperator, wanted]: Condition): boolean {
  if (wantedOperator === '$exists' && wanted) return isPresent([[operator, operand]]);
  return operator === wantedOperator && orderedKey([operand]).equals(orderedKey([wanted]));
}

/** True when the conditions cannot hold for a missing field. */
function isPresent(conditions: Condition[]): boolean {
  return conditions.some(([operator, operand]) => {
    if (operator === '$exists') return operand === true;
    if (operator === '$in') return Array.isArray(operand) && operand.every((each) => each !== null);
    return (
      ['$eq', '$gt', '$gte', '$lt', '$lte'].includes(operator) && operand !== null && operand !== undefined
    );
  });
}
