// $group for counting: one number of documents for each group, never the documents themselves; the memory of all groups is
// bounded. A group is named by field paths, constants and documents of these, and its only accumulator is a constant $sum.
import type { Document } from 'bson';
import { accumulators } from '../allowList.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { decodeExact, hasOperators, integer, isDoc, numberOf } from './bsonValues.ts';
import { type FoundDocument, madeDocument } from './foundDocument.ts';
import { orderedKey } from './orderedKey.ts';
import { checkMemory } from './sort.ts';
import type { Stream } from './stream.ts';

/** The value for a document; undefined when a path leads nowhere. */
type Expression = (doc: () => Document) => unknown;

/** The groups of all documents; throws for an accumulator or an expression outside the allow-list. */
export function group(spec: unknown, source: Stream<FoundDocument>): Stream<FoundDocument> {
  if (!isDoc(spec) || !Object.hasOwn(spec, '_id'))
    throw new StoreError('BadValue', 'a group specification must include an _id');
  const { _id, ...rest } = spec;
  const sums = Object.entries(rest).map(([name, value]) => [name, addend(name, value)] as const);
  return count(source, compileExpression(_id), sums);
}

function* count(
  source: Stream<FoundDocument>,
  idOf: Expression,
  sums: (readonly [name: string, addend: number])[],
): Stream<FoundDocument> {
  const groups = new Map<string, { id: unknown; documents: number }>();
  let bytes = 0;
  for (const chunk of source) {
    for (const each of chunk) {
      const key = orderedKey([idOf(() => each.doc)]).toString('latin1');
      let found = groups.get(key);
      if (!found) {
        // The number types of the first document are those of the group.
        found = { id: idOf(() => decodeExact(each.bytes)) ?? null, documents: 0 };
        groups.set(key, found);
        bytes += key.length * 2 + 200;
        checkMemory('$group', bytes);
      }
      found.documents++;
    }
    yield [];
  }
  for (const { id, documents } of groups.values()) {
    const totals = sums.map(([name, each]) => [name, integer(each * documents)]);
    yield [madeDocument({ _id: id, ...Object.fromEntries(totals) })];
  }
}

/** What a `{ $sum: 1 }` adds for each document. */
function addend(name: string, value: unknown): number {
  if (!hasOperators(value) || Object.keys(value).length !== 1)
    throw new StoreError('BadValue', `The field '${name}' must be an accumulator object`);
  const [operator, operand] = Object.entries(value)[0]!;
  if (!accumulators.includes(operator))
    throw storeError('UnknownGroupOperator', `unknown group operator '${operator}': it`);
  const number = numberOf(operand);
  if (Number.isInteger(number) && Math.abs(number!) < 2 ** 20) return number!;
  throw storeError('UnknownGroupOperator', `the $sum of anything but a small whole number, as of '${name}',`);
}

/** Compiles an expression; throws InvalidPipelineOperator for an operator or a variable. */
function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec);
  if (Array.isArray(spec)) throw storeError('InvalidPipelineOperator', 'an array as an expression');
  if (!isDoc(spec)) return () => spec;
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name.startsWith('$'))
      throw storeError('InvalidPipelineOperator', `Unrecognized expression '${name}': it`);
    return [name, compileExpression(value)] as const;
  });
  return (doc) =>
    Object.fromEntries(
      fields.map(([name, value]) => [name, value(doc)]).filter(([, value]) => value !== undefined),
    );
}

function fieldPath(spec: string): Expression {
  if (spec.startsWith('$$')) throw storeError('InvalidPipelineOperator', `the variable ${spec}`);
  const parts = spec.slice(1).split('.');
  return (doc) => follow(doc(), parts, 0);
}

function follow(value: unknown, parts: string[], at: number): unknown {
  const part = parts[at];
  if (part === undefined) return value;
  if (Array.isArray(value))
    return value.map((item) => follow(item, parts, at)).filter((item) => item !== undefined);
  return isDoc(value) && Object.hasOwn(value, part) ? follow(value[part], parts, at + 1) : undefined;
}
