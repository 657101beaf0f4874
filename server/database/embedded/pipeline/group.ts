// $group with one small state per group, never the documents themselves; the memory of all states is bounded.
import type { Document } from 'bson';
import { accumulators } from '../allowList.ts';
import { refuse, StoreError } from '../errors.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { maxMemoryBytes } from '../query/sort.ts';
import type { Stream } from '../query/stream.ts';
import { hasOperators, isDoc, numberOf } from '../query/values.ts';
import { compileExpression, type Expression } from './expressions.ts';
import type { Stage } from './stages.ts';
import { Sum } from './sum.ts';

interface Group {
  id: unknown;
  sums: Sum[];
}
const groupsPerBurst = 256;

/** Compiles a $group stage. */
export function group(spec: unknown): Stage {
  if (!isDoc(spec) || !Object.hasOwn(spec, '_id'))
    throw new StoreError('BadValue', 'a group specification must include an _id');
  const { _id, ...rest } = spec;
  const idOf = compileExpression(_id);
  const fields = Object.entries(rest).map(([name, value]) => fieldOf(name, value));
  return function* (source) {
    const groups = new Map<string, Group>();
    let bytes = 0;
    for (const docs of source) {
      for (const doc of docs) {
        const id = idOf(doc) ?? null;
        const key = orderedKey([id]).toString('latin1');
        let found = groups.get(key);
        if (!found) {
          found = { id, sums: fields.map(() => new Sum()) };
          groups.set(key, found);
          bytes += key.length * 2 + 200 + fields.length * 100;
        }
        for (const [at, { value }] of fields.entries()) found.sums[at]!.add(value(doc));
        if (bytes > maxMemoryBytes)
          throw new StoreError(
            'QueryExceededMemoryLimit',
            `$group exceeded memory limit of ${maxMemoryBytes} bytes`,
          );
      }
      yield [];
    }
    yield* results(
      groups,
      fields.map(({ name }) => name),
    );
  };
}

function fieldOf(name: string, value: unknown): { name: string; value: Expression } {
  if (!hasOperators(value) || Object.keys(value).length !== 1)
    throw new StoreError('BadValue', `The field '${name}' must be an accumulator object`);
  const [operator, operand] = Object.entries(value)[0]!;
  if (!accumulators.includes(operator))
    throw refuse('UnknownGroupOperator', `unknown group operator '${operator}': it`);
  return { name, value: compileExpression(operand) };
}

function* results(groups: Map<string, Group>, names: string[]): Stream<Document> {
  let burst: Document[] = [];
  for (const { id, sums } of groups.values()) {
    const doc: Document = { _id: id };
    for (const [at, name] of names.entries()) doc[name] = sums[at]!.total();
    if (burst.push(doc) < groupsPerBurst) continue;
    yield burst;
    burst = [];
  }
  if (burst.length > 0) yield burst;
}

const isConstant = (value: unknown): boolean => value === null || numberOf(value) !== undefined;

/** True for what a driver's countDocuments asks: one group, and nothing of any document is looked at. */
export const isPlainCount = (spec: unknown): boolean =>
  isDoc(spec) &&
  Object.entries(spec).every(([name, value]) =>
    name === '_id'
      ? isConstant(value)
      : isDoc(value) && Object.keys(value).join() === '$sum' && isConstant(value.$sum),
  );
