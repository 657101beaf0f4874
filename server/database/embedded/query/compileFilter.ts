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
    default:
      throw refuse('BadValue', `unknown operator: ${name}: it`);
  }
}

function list(name: string, operand: unknown): unknown[] {
  if (Array.isArray(operand)) return operand;
  throw new StoreError('BadValue', `${name} needs an array`);
}
