// The update operators of the embedded store, each working on an exactly decoded document in place.
import { type Document, Double, Int32, Long } from 'bson';
import { hasOperators, isDoc, numberOf } from '../query/bsonValues.ts';
import { equalTo } from '../query/compileFilter.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { locateField, readField, writeField } from './fieldLocation.ts';

type Operator = (doc: Document, path: string, operand: unknown) => void;

const set: Operator = (doc, path, operand) => writeField(locateField(doc, path, true)!, operand);

const unset: Operator = (doc, path) => {
  const place = locateField(doc, path, false);
  if (place) delete place.holder[place.name];
};

const inc: Operator = (doc, path, operand) => {
  const place = locateField(doc, path, true)!;
  const current = readField(place);
  if (numberOf(operand) === undefined || (current !== undefined && numberOf(current) === undefined))
    throw new StoreError('TypeMismatch', `Cannot apply $inc to the field '${path}': it takes numbers only`);
  writeField(place, current === undefined ? operand : add(current, operand));
};

const isDouble = (value: unknown): boolean =>
  typeof value === 'number' ? !Number.isInteger(value) : (value as Double)._bsontype === 'Double';
const wide = (value: unknown): bigint =>
  (value as Long)._bsontype === 'Long' ? (value as Long).toBigInt() : BigInt(numberOf(value)!);

/** The sum of two exactly decoded numbers: int32 grows into a 64-bit integer, a double stays one; beyond 64 bits is an error. */
function add(left: unknown, right: unknown): Int32 | Long | Double {
  if (isDouble(left) || isDouble(right)) return new Double(numberOf(left)! + numberOf(right)!);
  const sum = wide(left) + wide(right);
  if (BigInt.asIntN(64, sum) !== sum)
    throw new StoreError('BadValue', 'Failed to apply $inc: integer overflow');
  const isLong = [left, right].some((value) => (value as Long)._bsontype === 'Long');
  return !isLong && BigInt.asIntN(32, sum) === sum ? new Int32(Number(sum)) : Long.fromBigInt(sum);
}

/** An operator on a whole array; a missing one is made only when `create`. */
const onList =
  (name: string, change: (items: unknown[], item: unknown) => unknown[], create = true): Operator =>
  (doc, path, operand) => {
    if (hasOperators(operand))
      throw storeError('BadValue', `the modifier ${Object.keys(operand)[0]} of ${name}`);
    const place = locateField(doc, path, create);
    const current = place ? readField(place) : undefined;
    if (!place || (current === undefined && !create)) return;
    if (current !== undefined && !Array.isArray(current))
      throw new StoreError('BadValue', `The field '${path}' must be an array for ${name}`);
    writeField(place, change(current ?? [], operand));
  };

const addToSet = (items: unknown[], item: unknown) => (items.some(equalTo(item)) ? items : [...items, item]);

function pull(items: unknown[], item: unknown): unknown[] {
  if (isDoc(item)) throw storeError('BadValue', 'a $pull by conditions on documents');
  const isSame = equalTo(item);
  return items.filter((each) => !isSame(each));
}

/** The allow-list of update operators; `$setOnInsert` acts only when an upsert inserts. */
export const updateOperators: Record<string, Operator> = {
  $set: set,
  $setOnInsert: set,
  $unset: unset,
  $inc: inc,
  $push: onList('$push', (items, item) => [...items, item]),
  $addToSet: onList('$addToSet', addToSet),
  $pull: onList('$pull', pull, false),
};
