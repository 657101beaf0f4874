// $inc with MongoDB's number types: int32 grows into a 64-bit integer, a double stays a double, and a sum
// beyond 64 bits is an error rather than a wrong number.
import { Double, Int32, Long } from 'bson';
import { StoreError } from '../errors.ts';
import { numberOf } from '../query/values.ts';

const isDouble = (value: unknown): boolean =>
  typeof value === 'number' ? !Number.isInteger(value) : (value as Double)._bsontype === 'Double';
const wide = (value: unknown): bigint =>
  (value as Long)._bsontype === 'Long' ? (value as Long).toBigInt() : BigInt(numberOf(value)!);

/** The sum of two exactly decoded numbers. */
export function add(left: unknown, right: unknown): Int32 | Long | Double {
  if (isDouble(left) || isDouble(right)) return new Double(numberOf(left)! + numberOf(right)!);
  const sum = wide(left) + wide(right);
  if (BigInt.asIntN(64, sum) !== sum)
    throw new StoreError('BadValue', 'Failed to apply $inc: integer overflow');
  const isLong = [left, right].some((value) => (value as Long)._bsontype === 'Long');
  return !isLong && BigInt.asIntN(32, sum) === sum ? new Int32(Number(sum)) : Long.fromBigInt(sum);
}
