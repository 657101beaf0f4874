// $group with one small state per group, never the documents themselves; the memory of all states is bounded.
import { type Document, Double, Long } from 'bson';
import { accumulators } from '../allowList.ts';
import { refuse, StoreError } from '../errors.ts';
import { made } from '../query/found.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { checkMemory } from '../query/sort.ts';
import { decodeExact, hasOperators, isDoc, numberOf } from '../query/values.ts';
import { compileExpression, type Expression } from './expressions.ts';
import type { Stage } from './stages.ts';

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
        checkMemory('$group', bytes);
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

/** Whole numbers are summed exactly, others as doubles with Neumaier's compensation, as a real server does. */
class Sum {
  private whole = 0n;
  private sum = 0;
  private compensation = 0;
  private isDouble = false;

  add(value: unknown): void {
    const number = numberOf(value);
    if (number === undefined) return;
    if (value instanceof Long) this.whole += value.toBigInt();
    else if (Number.isSafeInteger(number)) this.whole += BigInt(number);
    else this.addDouble(number);
  }

  total(): number | Long | Double {
    const { whole } = this;
    const nearest = Number(whole);
    if (this.isDouble || BigInt.asIntN(64, whole) !== whole)
      return new Double(this.sum + this.compensation + nearest);
    return Number.isSafeInteger(nearest) ? nearest : Long.fromBigInt(whole);
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
