// Reads the options of a command: unknown fields are refused by name, numbers may be of any BSON kind.
import type { Document } from 'bson';
import { commonFields } from '../allowList.ts';
import { numberOf } from '../query/bsonValues.ts';
import { StoreError, storeError } from '../storeErrors.ts';

/** Refuses transactions, and every field that is neither among `fields` nor one that any command may carry. */
export function checkCommand(name: string, body: Document, fields: string[] | null): void {
  if (body.startTransaction || body.autocommit !== undefined)
    throw storeError('IllegalOperation', 'a multi-document transaction');
  if (body.readConcern?.level === 'snapshot')
    throw storeError('InvalidOptions', "the read concern 'snapshot'");
  if (fields) checkStatement(name, body, [name, ...fields, ...commonFields]);
}

/** Refuses the fields of one statement that are not among `fields`; what is unset is no matter. */
export function checkStatement(kind: string, statement: Document, fields: string[]): void {
  for (const [field, value] of Object.entries(statement))
    if (!fields.includes(field) && value !== undefined && value !== null && value !== false)
      throw storeError('UnknownField', `BSON field '${kind}.${field}'`);
}

/** A whole number not below zero; undefined when absent. */
export function wholeNumber(body: Document, field: string): number | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const number = numberOf(value);
  if (number === undefined) throw new StoreError('TypeMismatch', `Field '${field}' must be a number`);
  if (number < 0)
    throw new StoreError('BadValue', `BSON field '${field}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
}

/** The collection name a command is about. */
export function collectionName(body: Document, command: string): string {
  const name = body[command];
  if (typeof name !== 'string' || name === '')
    throw new StoreError('InvalidNamespace', `collection name has invalid type for ${command}`);
  return name;
}

export const flag = (value: unknown): boolean => Boolean(numberOf(value) ?? value);
