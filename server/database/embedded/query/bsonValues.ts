// Small questions about decoded BSON values. Documents are decoded in one of two ways: plainly (numbers are
// JavaScript numbers; for matching) or exactly (every number keeps its BSON type; for updates and projections).
import { BSON, type Document, Int32, Long } from 'bson';

/** Decodes for matching, sorting and expressions. */
export const decode = (bytes: Uint8Array): Document => BSON.deserialize(bytes);

/** Decodes without losing the BSON type of any number. */
export const decodeExact = (bytes: Uint8Array): Document =>
  BSON.deserialize(bytes, { promoteValues: false, promoteLongs: false });

/** Serialises as the driver would (undefined is left out). */
export const encode = (doc: Document): Uint8Array => BSON.serialize(doc, { ignoreUndefined: true });

/** True for an embedded document (not an array, date or other BSON value). */
export const isDoc = (value: unknown): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array) &&
  !('_bsontype' in value);

/** The JavaScript number of any BSON number, or undefined for another type. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return undefined;
  if (value._bsontype === 'Int32' || value._bsontype === 'Double') return Number(value);
  return value._bsontype === 'Long' ? (value as Long).toNumber() : undefined;
}

/** An integer as the smallest BSON integer type that holds it. */
export const integer = (value: number): Int32 | Long =>
  Math.abs(value) < 2 ** 31 ? new Int32(value) : Long.fromNumber(value);

/** True when the object is an operator expression such as `{ $gt: 1 }`. */
export const hasOperators = (value: unknown): value is Document =>
  isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
