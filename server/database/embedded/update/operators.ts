// The update operators of the embedded store, each working on an exactly decoded document in place.
import type { Document } from 'bson';
import { refuse, StoreError } from '../errors.ts';
import { equalTo } from '../query/comparisons.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { compareValues } from '../query/orderedKey.ts';
import { hasOperators, isDoc, numberOf } from '../query/values.ts';
import { add } from './arithmetic.ts';
import { clear, placeOf, read, write } from './places.ts';

type Operator = (doc: Document, path: string, operand: unknown) => void;

const set: Operator = (doc, path, operand) => write(placeOf(doc, path, true)!, operand);

const unset: Operator = (doc, path) => {
  const place = placeOf(doc, path, false);
  if (place) clear(place);
};

const inc: Operator = (doc, path, operand) => {
  if (numberOf(operand) === undefined)
    throw new StoreError(
      'TypeMismatch',
      `Cannot increment with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  const place = placeOf(doc, path, true)!;
  const current = read(place.holder, place.name);
  if (current !== undefined && numberOf(current) === undefined)
    throw new StoreError(
      'TypeMismatch',
      `Cannot apply $inc to a value of non-numeric type: the field '${path}'`,
    );
  write(place, current === undefined ? operand : add(current, operand));
};

/** The items of `{ $each: [...] }` or the one value itself. */
function items(name: string, operand: unknown): unknown[] {
  if (!isDoc(operand) || !Object.hasOwn(operand, '$each')) return [operand];
  const other = Object.keys(operand).find((key) => key !== '$each');
  if (other) throw refuse('BadValue', `the modifier ${other} of ${name}`);
  if (Array.isArray(operand.$each)) return operand.$each;
  throw new StoreError('BadValue', `The argument to $each in ${name} must be an array`);
}

const append =
  (name: string, distinct: boolean): Operator =>
  (doc, path, operand) => {
    const place = placeOf(doc, path, true)!;
    const current = read(place.holder, place.name) ?? undefined;
    if (read(place.holder, place.name) === null || (current !== undefined && !Array.isArray(current)))
      throw new StoreError('BadValue', `The field '${path}' must be an array for ${name}`);
    const list = [...((current as unknown[] | undefined) ?? [])];
    for (const item of items(name, operand))
      if (!distinct || !list.some((each) => isSame(each, item))) list.push(item);
    write(place, list);
  };

const isSame = (left: unknown, right: unknown): boolean => compareValues(left, right) === 0;

const pull: Operator = (doc, path, operand) => {
  const place = placeOf(doc, path, false);
  const current = place ? read(place.holder, place.name) : undefined;
  if (!place || current === undefined) return;
  if (!Array.isArray(current)) throw new StoreError('BadValue', 'Cannot apply $pull to a non-array value');
  const goes = pullTest(operand);
  write(
    place,
    current.filter((item) => !goes(item)),
  );
};

function pullTest(operand: unknown): (item: unknown) => boolean {
  if (hasOperators(operand)) {
    const matches = compileFilter({ item: operand });
    return (item) => matches({ item });
  }
  if (!isDoc(operand)) return equalTo(operand);
  const matches = compileFilter(operand);
  return (item) => isDoc(item) && matches(item);
}

/** The allow-list of update operators; `$setOnInsert` acts only when an upsert inserts. */
export const updateOperators: Record<string, Operator> = {
  $set: set,
  $setOnInsert: set,
  $unset: unset,
  $inc: inc,
  $push: append('$push', false),
  $addToSet: append('$addToSet', true),
  $pull: pull,
};
