// Equality, membership and range over single values, in MongoDB's sense.
import { StoreError } from '../errors.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import { orderOf } from './typeOrder.ts';
import { numberOf } from './values.ts';

export type Test = (value: unknown) => boolean;

function checkOperand(operand: unknown): void {
  if (operand === undefined) throw new StoreError('BadValue', 'cannot compare to undefined');
  orderOf(operand);
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

const isNaNumber = (value: unknown): boolean => Number.isNaN(numberOf(value));

/** A test for the order against an operand of the same type; NaN is ordered against nothing but equals itself. */
export function ordered(operand: unknown, holds: (order: number) => boolean): Test {
  checkOperand(operand);
  if (operand === null || isNaNumber(operand)) return holds(0) ? equalTo(operand) : () => false;
  const order = orderOf(operand);
  return (value) =>
    value !== undefined &&
    orderOf(value) === order &&
    !isNaNumber(value) &&
    holds(compareValues(value, operand));
}
