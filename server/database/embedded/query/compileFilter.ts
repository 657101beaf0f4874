// Turns a filter into a predicate over a plainly decoded document. Anything not listed here is refused by name.
import type { Document } from 'bson';
import { filterOperators } from '../allowList.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { hasOperators, isDoc, numberOf } from './bsonValues.ts';
import { valuesAt } from './fieldPaths.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import { orderOf } from './typeOrder.ts';

export type Predicate = (doc: Document) => boolean;
/** Decides over one value. */
type ValueTest = (value: unknown) => boolean;
/** Decides over all values a path leads to. */
type PathTest = (values: unknown[]) => boolean;

/** Compiles a filter; throws BadValue for what is malformed or not in the embedded store. */
export function compileFilter(filter: Document): Predicate {
  if (!isDoc(filter)) throw new StoreError('TypeMismatch', 'a filter must be an object');
  const tests = Object.entries(filter).map(([name, value]) => compileEntry(name, value));
  if (tests.length === 1) return tests[0]!;
  return (doc) => tests.every((test) => test(doc));
}

function compileEntry(name: string, value: unknown): Predicate {
  if (name === '$and' || name === '$or') {
    if (!Array.isArray(value) || value.length === 0)
      throw new StoreError('BadValue', `${name} argument must be a nonempty array`);
    const parts = value.map(compileFilter);
    if (name === '$and') return (doc) => parts.every((part) => part(doc));
    return (doc) => parts.some((part) => part(doc));
  }
  if (name.startsWith('$')) throw storeError('BadValue', `unknown top level operator: ${name}: it`);
  if (name.includes('.$')) throw storeError('BadValue', `the path ${name}`);
  const path = name.split('.');
  const test = compileCondition(value);
  return (doc) => test(valuesAt(doc, path));
}

function compileCondition(condition: unknown): PathTest {
  if (!hasOperators(condition)) return any(equalTo(condition));
  const tests = Object.entries(condition).map(([name, operand]) => {
    if (!filterOperators.includes(name) || !Object.hasOwn(operators, name))
      throw storeError('BadValue', `unknown operator: ${name}: it`);
    return operators[name]!(operand);
  });
  return tests.length === 1 ? tests[0]! : (values) => tests.every((test) => test(values));
}

const any =
  (test: ValueTest): PathTest =>
  (values) =>
    values.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
const none =
  (test: ValueTest): PathTest =>
  (values) =>
    !any(test)(values);

const operators: Record<string, (operand: unknown) => PathTest> = {
  $eq: (operand) => any(equalTo(operand)),
  $ne: (operand) => none(equalTo(operand)),
  $gt: (operand) => any(ordered(operand, (order) => order > 0)),
  $gte: (operand) => any(ordered(operand, (order) => order >= 0)),
  $lt: (operand) => any(ordered(operand, (order) => order < 0)),
  $lte: (operand) => any(ordered(operand, (order) => order <= 0)),
  $in: (operand) => any(oneOf(operand)),
  $exists(operand) {
    const wanted = Boolean(numberOf(operand) ?? operand);
    return (values) => values.some((value) => value !== undefined) === wanted;
  },
};

function checkOperand(operand: unknown): void {
  if (operand === undefined) throw new StoreError('BadValue', 'cannot compare to undefined');
  orderOf(operand);
}

/** A test for equality in MongoDB's sense (1 equals 1.0; null equals a missing field). */
export function equalTo(operand: unknown): ValueTest {
  checkOperand(operand);
  if (operand === null) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  const order = orderOf(operand);
  const wanted = orderedKey([operand]);
  return (value) => value !== undefined && orderOf(value) === order && wanted.equals(orderedKey([value]));
}

/** A test for being one of a list. */
function oneOf(items: unknown): ValueTest {
  if (!Array.isArray(items)) throw new StoreError('BadValue', '$in needs an array');
  items.forEach(checkOperand);
  const wanted = new Set(items.map((item) => orderedKey([item]).toString('latin1')));
  return (value) => wanted.has(orderedKey([value]).toString('latin1'));
}

const isNaNumber = (value: unknown): boolean => Number.isNaN(numberOf(value));

/** A test for the order against an operand of the same type; NaN is ordered against nothing but equals itself. */
function ordered(operand: unknown, holds: (order: number) => boolean): ValueTest {
  checkOperand(operand);
  if (operand === null || isNaNumber(operand)) return holds(0) ? equalTo(operand) : () => false;
  const order = orderOf(operand);
  return (value) =>
    value !== undefined &&
    orderOf(value) === order &&
    !isNaNumber(value) &&
    holds(compareValues(value, operand));
}
