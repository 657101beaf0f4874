// Turns a filter into a predicate over a plainly decoded document. Anything not listed here is refused by name.
import { refuse, StoreError } from '../errors.ts';
import { equalTo, oneOf, ordered, type Test } from './comparisons.ts';
import { valuesAt } from './paths.ts';
import { type Doc, hasOperators, isDoc, numberOf } from './values.ts';

export type Predicate = (doc: Doc) => boolean;
/** Decides over all values a path leads to. */
type PathTest = (values: unknown[]) => boolean;

/** Compiles a filter; throws BadValue for what is malformed or not in the embedded store. */
export function compileFilter(filter: Doc): Predicate {
  if (!isDoc(filter)) throw new StoreError('TypeMismatch', 'a filter must be an object');
  const tests = Object.entries(filter).map(([name, value]) => compileEntry(name, value));
  if (tests.length === 1) return tests[0]!;
  return (doc) => tests.every((test) => test(doc));
}

function compileEntry(name: string, value: unknown): Predicate {
  if (name === '$comment') return () => true;
  if (name === '$and' || name === '$or' || name === '$nor') {
    if (!Array.isArray(value) || value.length === 0)
      throw new StoreError('BadValue', `${name} argument must be a nonempty array`);
    const parts = value.map(compileFilter);
    if (name === '$and') return (doc) => parts.every((part) => part(doc));
    if (name === '$or') return (doc) => parts.some((part) => part(doc));
    return (doc) => !parts.some((part) => part(doc));
  }
  if (name.startsWith('$')) throw refuse('BadValue', `unknown top level operator: ${name}: it`);
  const path = name.split('.');
  const test = compileCondition(value);
  return (doc) => test(valuesAt(doc, path));
}

function compileCondition(condition: unknown): PathTest {
  if (!hasOperators(condition)) return any(equalTo(condition));
  const tests = Object.entries(condition).map(([name, operand]) => compileOperator(name, operand));
  return tests.length === 1 ? tests[0]! : (values) => tests.every((test) => test(values));
}

const any =
  (test: Test): PathTest =>
  (values) =>
    values.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
const not =
  (test: PathTest): PathTest =>
  (values) =>
    !test(values);

function compileOperator(name: string, operand: unknown): PathTest {
  switch (name) {
    case '$eq':
      return any(equalTo(operand));
    case '$ne':
      return not(any(equalTo(operand)));
    case '$gt':
      return any(ordered(operand, (order) => order > 0, false));
    case '$gte':
      return any(ordered(operand, (order) => order >= 0, true));
    case '$lt':
      return any(ordered(operand, (order) => order < 0, false));
    case '$lte':
      return any(ordered(operand, (order) => order <= 0, true));
    case '$in':
      return any(oneOf(list(name, operand)));
    case '$nin':
      return not(any(oneOf(list(name, operand))));
    case '$exists': {
      const wanted = Boolean(numberOf(operand) ?? operand);
      return (values) => values.some((value) => value !== undefined) === wanted;
    }
    case '$not':
      if (!hasOperators(operand)) throw new StoreError('BadValue', '$not needs an operator expression');
      return not(compileCondition(operand));
    case '$size': {
      const size = numberOf(operand);
      if (size === undefined || size < 0 || !Number.isInteger(size))
        throw new StoreError('BadValue', '$size must be a non-negative integer');
      return (values) => values.some((value) => Array.isArray(value) && value.length === size);
    }
    case '$all': {
      const wanted = list(name, operand).map((item) => any(equalTo(item)));
      return (values) => wanted.length > 0 && wanted.every((test) => test(values));
    }
    case '$elemMatch':
      return elemMatch(operand);
    default:
      throw refuse('BadValue', `unknown operator: ${name}: it`);
  }
}

function elemMatch(operand: unknown): PathTest {
  if (!isDoc(operand)) throw new StoreError('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  const onValues = hasOperators(operand) && !['$and', '$or', '$nor'].includes(first ?? '');
  const condition = onValues ? compileCondition(operand) : null;
  const filter = onValues ? null : compileFilter(operand);
  const test: Test = (item) =>
    condition ? condition([item]) : (isDoc(item) || Array.isArray(item)) && filter!(item);
  return (values) => values.some((value) => Array.isArray(value) && value.some(test));
}

function list(name: string, operand: unknown): unknown[] {
  if (Array.isArray(operand)) return operand;
  throw new StoreError('BadValue', `${name} needs an array`);
}
