// Equality, membership and range over single values, in MongoDB's sense.
import { refuse, StoreError } from '../errors.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import { orderOf, typeOrder } from './typeOrder.ts';
import { numberOf } from './values.ts';

export type Test = (value: unknown) => boolean;

function checkOperand(operand: unknown): void {
  const order = orderOf(operand);
  if (order === typeOrder.RegExp) throw refuse('BadValue', 'matching by a regular expression ($regex)');
  if (operand === undefined) throw new StoreError('BadValue', 'cannot compare to undefined');
}

/** A test for equality in MongoDB's sense (1 equals 1.0; null equals a missing field). */
export function equalTo(operand: unknown): Test {
  checkOperand(operand);
  if (operand === null) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  const order = orderOf(operand);
  const wanted = orderedKey([operand]);
  return (value) => value !== undefined && orderOf(value) === order && wanted.equals(orderedKey([value]));
}

/** A test for being one of a list. */
export function oneOf(items: unknown[]): Test {
  items.forEach(checkOperand);
  const wanted = new Set(items.map((item) => orderedKey([item]).toString('latin1')));
  return (value) => wanted.has(orderedKey([value]).toString('latin1'));
}

/** A test for the order against an operand of the same type. */
export function ordered(operand: unknown, holds: (order: number) => boolean, withEqual: boolean): Test {
  checkOperand(operand);
  const order = orderOf(operand);
  if (order === typeOrder.MinKey || order === typeOrder.MaxKey)
    return (value) => value !== undefined && holds(compareValues(value, operand));
  if (operand === null) return (value) => withEqual && (value === null || value === undefined);
  const isNotNumber = Number.isNaN(numberOf(operand) ?? 0);
  if (isNotNumber) return (value) => withEqual && Number.isNaN(numberOf(value) ?? 0);
  return (value) =>
    value !== undefined &&
    orderOf(value) === order &&
    !Number.isNaN(numberOf(value) ?? 0) &&
    holds(compareValues(value, operand));
}
