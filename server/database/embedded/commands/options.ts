// Reads the options of a command: unknown fields are refused by name, numbers may be of any BSON kind.
import type { Document } from 'bson';
import { commandFields, commonFields } from '../allowList.ts';
import { refuse, StoreError } from '../errors.ts';
import { isDoc, numberOf } from '../query/values.ts';

/** Refuses every field the allow-list does not name for this command. */
export function checkFields(name: string, body: Document): void {
  const allowed = commandFields[name];
  if (body.startTransaction || body.autocommit !== undefined)
    throw refuse('IllegalOperation', 'a multi-document transaction');
  if (body.readConcern?.level === 'snapshot') throw refuse('InvalidOptions', "the read concern 'snapshot'");
  if (!allowed) return;
  for (const field of Object.keys(body))
    if (field !== name && !allowed.includes(field) && !commonFields.includes(field) && !isUnset(body[field]))
      throw refuse('UnknownField', `BSON field '${name}.${field}'`);
  if (isDoc(body.let) && Object.keys(body.let).length > 0)
    throw refuse('BadValue', `the option 'let' of ${name}`);
}

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === false;

/** Refuses unknown fields of one statement inside a command. */
export function checkStatement(kind: string, statement: Document, allowed: string[]): void {
  for (const [field, value] of Object.entries(statement))
    if (!allowed.includes(field) && !isUnset(value))
      throw refuse('UnknownField', `BSON field '${kind}.${field}'`);
  if (Array.isArray(statement.arrayFilters) && statement.arrayFilters.length > 0)
    throw refuse('FailedToParse', "the option 'arrayFilters'");
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
