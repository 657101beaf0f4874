// $group with one small state per group, never the documents themselves; the memory of all states is bounded.
import type { Document } from 'bson';
import { accumulators } from '../allowList.ts';
import { refuse, StoreError } from '../errors.ts';
import { made } from '../query/found.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { maxMemoryBytes } from '../query/sort.ts';
import { decodeExact, hasOperators, isDoc } from '../query/values.ts';
import { compileExpression, type Expression } from './expressions.ts';
import type { Stage } from './stages.ts';
import { Sum } from './sum.ts';

interface Group {
  id: unknown;
  sums: Sum[];
}

/** Compiles a $group stage. */
export function group(spec: unknown): Stage {
  if (!isDoc(spec) || !Object.hasOwn(spec, '_id'))
    throw new StoreError('BadValue', 'a group specification must include an _id');
  const { _id, ...rest } = spec;
  const idOf = compileExpression(_id);
  const fields = Object.entries(rest).map(([name, value]) => [name, operandOf(name, value)] as const);
  return function* (source) {
    const groups = new Map<string, Group>();
    let bytes = 0;
    for (const burst of source) {
      for (const each of burst) {
        const doc = () => each.doc;
        const key = orderedKey([idOf(doc)]).toString('latin1');
        let found = groups.get(key);
        if (!found) {
          // The number types of the first document are those of the group.
          found = { id: idOf(() => decodeExact(each.bytes)) ?? null, sums: fields.map(() => new Sum()) };
          groups.set(key, found);
          bytes += key.length * 2 + 200 + fields.length * 100;
        }
        for (const [at, [, operand]] of fields.entries()) found.sums[at]!.add(operand(doc));
        if (bytes > maxMemoryBytes)
          throw new StoreError(
            'QueryExceededMemoryLimit',
            `$group exceeded memory limit of ${maxMemoryBytes} bytes`,
          );
      }
      yield [];
    }
    for (const { id, sums } of groups.values()) {
      const totals = fields.map(([name], at) => [name, sums[at]!.total()]);
      yield [made({ _id: id, ...Object.fromEntries(totals) })];
    }
  };
}

function operandOf(name: string, value: unknown): Expression {
  if (!hasOperators(value) || Object.keys(value).length !== 1)
    throw new StoreError('BadValue', `The field '${name}' must be an accumulator object`);
  const [operator, operand] = Object.entries(value as Document)[0]!;
  if (accumulators.includes(operator)) return compileExpression(operand);
  throw refuse('UnknownGroupOperator', `unknown group operator '${operator}': it`);
}
