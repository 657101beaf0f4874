// What a filter says for certain about single paths: the points or the interval a value must lie in, and which
// partial indexes it may use. Only the top level and $and are read; the rest merely does not narrow.
import type { Document } from 'bson';
import type { Index } from '../storage/catalog.ts';
import { afterPrefix } from '../storage/storage.ts';
import { orderedKey } from './orderedKey.ts';
import { orderOf, typeOrder } from './typeOrder.ts';
import { hasOperators } from './values.ts';

export interface Bound {
  /** Values of an equality or $in. */
  points?: unknown[];
  /** Byte interval for a range within one type; null when there is none. */
  interval(direction: number, multikey: boolean): { start: Buffer; end: Buffer } | null;
}
export type Bounds = Map<string, Bound>;
type Condition = [operator: string, operand: unknown];

function conditionsOf(filter: Document, into = new Map<string, Condition[]>()): Map<string, Condition[]> {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) for (const part of value) conditionsOf(part, into);
    if (name.startsWith('$')) continue;
    const found: Condition[] = hasOperators(value) ? Object.entries(value) : [['$eq', value]];
    into.set(name, [...(into.get(name) ?? []), ...found]);
  }
  return into;
}

/** The bounds of every path the filter restricts. */
export function boundsOf(filter: Document): Bounds {
  return new Map([...conditionsOf(filter)].map(([path, conditions]) => [path, boundOf(conditions)]));
}

// An array is indexed by its elements, so equality with a whole array cannot be looked up.
const isPoint = (value: unknown): boolean => !Array.isArray(value) && value !== undefined;

function boundOf(conditions: Condition[]): Bound {
  const points = conditions.flatMap(([operator, operand]) => {
    if (operator === '$eq' && isPoint(operand)) return [[operand]];
    if (operator === '$in' && Array.isArray(operand) && operand.every(isPoint)) return [operand as unknown[]];
    return [];
  });
  const shortest = points.sort((left, right) => left.length - right.length)[0];
  return {
    ...(shortest ? { points: shortest } : {}),
    interval: (direction, multikey) => interval(conditions, direction, multikey),
  };
}

function interval(
  conditions: Condition[],
  direction: number,
  multikey: boolean,
): { start: Buffer; end: Buffer } | null {
  const comparisons = conditions.filter(([name]) => ['$gt', '$gte', '$lt', '$lte'].includes(name));
  // On an array each comparison may be met by another element: only one of them may narrow.
  const used = multikey ? comparisons.slice(0, 1) : comparisons;
  if (used.length === 0) return null;
  const order = orderOf(used[0]![1]);
  if (order <= typeOrder.Null || order === typeOrder.MaxKey || order === typeOrder.Array) return null;
  if (used.some(([, operand]) => orderOf(operand) !== order)) return null;
  let start: Buffer = Buffer.from([order]);
  let end: Buffer = afterPrefix(start);
  for (const [name, operand] of used) {
    const key = orderedKey([operand]);
    const bound = name === '$gt' || name === '$lte' ? afterPrefix(key) : key;
    if (name.startsWith('$g')) start = Buffer.compare(bound, start) > 0 ? bound : start;
    else end = Buffer.compare(bound, end) < 0 ? bound : end;
  }
  return direction > 0
    ? { start, end }
    : { start: afterPrefix(invert(end)), end: afterPrefix(invert(start)) };
}

const invert = (key: Buffer): Buffer => key.map((each) => ~each & 0xff) as Buffer;

/** True when every document that matches the filter is certainly held by the (partial or sparse) index. */
export function implies(filter: Document, index: Index): boolean {
  const conditions = conditionsOf(filter);
  if (index.sparse) return Object.keys(index.key).some((path) => isPresent(conditions.get(path) ?? []));
  const partial = index.partialFilterExpression;
  if (!partial) return true;
  return Object.entries(partial).every(([path, value]) => {
    const given = conditions.get(path) ?? [];
    const wanted: Condition[] = hasOperators(value) ? Object.entries(value) : [['$eq', value]];
    return wanted.every((each) => given.some((have) => covers(have, each)));
  });
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
