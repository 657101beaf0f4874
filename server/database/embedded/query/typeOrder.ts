// MongoDB's order of types: which of two values of different types comes first.
import { storeError } from '../storeErrors.ts';

/** What an empty array is indexed as: below null, equal to nothing that can be asked for. */
export const emptyArray = Symbol('empty array');

export const typeOrder = {
  Empty: 2,
  Null: 5,
  Number: 10,
  String: 15,
  Object: 20,
  Array: 25,
  Binary: 30,
  ObjectId: 35,
  Boolean: 40,
  Date: 45,
} as const;

const orders: Record<string, number> = {
  undefined: typeOrder.Null,
  number: typeOrder.Number,
  string: typeOrder.String,
  boolean: typeOrder.Boolean,
  symbol: typeOrder.Empty,
  Int32: typeOrder.Number,
  Double: typeOrder.Number,
  Long: typeOrder.Number,
  ObjectId: typeOrder.ObjectId,
  Binary: typeOrder.Binary,
};

/** The place of a value's type in MongoDB's comparison order. */
export function orderOf(value: unknown): number {
  if (value === null) return typeOrder.Null;
  if (typeof value !== 'object') return orders[typeof value]!;
  if (Array.isArray(value)) return typeOrder.Array;
  if (value instanceof Date) return typeOrder.Date;
  if (value instanceof Uint8Array) return typeOrder.Binary;
  const name = (value as { _bsontype?: string })._bsontype;
  if (name === undefined) return typeOrder.Object;
  const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (order === undefined) throw storeError('BadValue', `the BSON type ${name}`);
  return order;
}
