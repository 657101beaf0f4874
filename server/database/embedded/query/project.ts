// Projections of find and $project: fields kept or left out, _id kept unless it is left out. Dotted paths and
// projection operators are refused by name.
import type { Document } from 'bson';
import { StoreError, storeError } from '../storeErrors.ts';
import { numberOf } from './bsonValues.ts';
import { pickFields } from './pickFields.ts';

/** From the bytes of a document to those of what is left of it. */
export type Projection = (bytes: Uint8Array) => Uint8Array;

/** Compiles a projection; null when there is nothing to project. */
export function compileProjection(spec: Document = {}): Projection | null {
  const flags = Object.entries(spec).map(([name, value]) => [name, flagOf(name, value)] as const);
  if (flags.length === 0) return null;
  const others = flags.filter(([name]) => name !== '_id');
  const include = (others[0] ?? flags[0])![1];
  if (others.some(([, flag]) => flag !== include))
    throw new StoreError('BadValue', 'Cannot do exclusion and inclusion in one projection');
  const named = new Set(others.map(([name]) => name));
  const id = spec._id === undefined || flagOf('_id', spec._id);
  if (id === include) named.add('_id');
  return (bytes) => pickFields(bytes, (name) => named.has(name) === include);
}

function flagOf(name: string, value: unknown): boolean {
  if (name === '' || /[.$]/.test(name)) throw storeError('BadValue', `the projection of the path '${name}'`);
  const number = typeof value === 'boolean' ? Number(value) : numberOf(value);
  if (number !== undefined) return number !== 0;
  throw storeError('InvalidPipelineOperator', `the projection of ${name} by ${JSON.stringify(value)}`);
}
