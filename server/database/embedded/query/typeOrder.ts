// MongoDB's order of types: which of two values of different types comes first.
import { refuse } from '../errors.ts';

/** What an empty array is indexed as: below null, equal to nothing that can be asked for. */
export const emptyArray = Symbol('empty array');

export const typeOrder = {
  MinKey: 1,
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
  Timestamp: 47,
  RegExp: 50,
  Code: 60,
  MaxKey: 127,
} as const;

const bsonOrder: Record<string, number> = {
  Int32: typeOrder.Number,
  Double: typeOrder.Number,
  Long: typeOrder.Number,
  ObjectId: typeOrder.ObjectId,
  Binary: typeOrder.Binary,
  Timestamp: typeOrder.Timestamp,
  BSONRegExp: typeOrder.RegExp,
  Code: typeOrder.Code,
  BSONSymbol: typeOrder.String,
  MinKey: typeOrder.MinKey,
  MaxKey: typeOrder.MaxKey,
  DBRef: typeOrder.Object,
};

/** The place of a value's type in MongoDB's comparison order. */
export function orderOf(value: unknown): number {
  if (value === null || value === undefined) return typeOrder.Null;
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return typeOrder.Number;
    case 'string':
      return typeOrder.String;
    case 'boolean':
      return typeOrder.Boolean;
    case 'symbol':
      return typeOrder.Empty;
  }
  if (Array.isArray(value)) return typeOrder.Array;
  if (value instanceof Date) return typeOrder.Date;
  if (value instanceof RegExp) return typeOrder.RegExp;
  if (value instanceof Uint8Array) return typeOrder.Binary;
  const name = (value as { _bsontype?: string })._bsontype;
  if (name === undefined) return typeOrder.Object;
  const order = bsonOrder[name];
  if (order === undefined) throw refuse('BadValue', `the BSON type ${name}`);
  return order;
}
