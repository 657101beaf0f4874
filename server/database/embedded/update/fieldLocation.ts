// Reaches the field an update operator names: creates missing documents on the way when asked to, and refuses
// to go through a value that has no fields. Positions in arrays are outside the allow-list.
import type { Document } from 'bson';
import { isDoc } from '../query/bsonValues.ts';
import { StoreError, storeError } from '../storeErrors.ts';

export interface FieldLocation {
  holder: Document;
  name: string;
}

/** The holder of the last part of a path; null when something on the way is missing and `create` is false. */
export function locateField(doc: Document, path: string, create: boolean): FieldLocation | null {
  const parts = path.split('.');
  if (parts.includes(''))
    throw new StoreError('BadValue', `The update path '${path}' contains an empty field name`);
  if (/(^|\.)\$/.test(path)) throw storeError('BadValue', `the update path '${path}'`);
  let holder = doc;
  for (const [at, name] of parts.slice(0, -1).entries()) {
    let next = readField({ holder, name });
    if (next === undefined && create) {
      next = {};
      writeField({ holder, name }, next);
    }
    if (Array.isArray(next) && /^\d+$/.test(parts[at + 1]!))
      throw storeError('BadValue', `the position in an array '${path}'`);
    if (!isDoc(next)) {
      if (!create) return null;
      throw new StoreError('PathNotViable', `Cannot create field '${path}' in '${name}'`);
    }
    holder = next;
  }
  return { holder, name: parts.at(-1)! };
}

export const readField = ({ holder, name }: FieldLocation): unknown =>
  Object.hasOwn(holder, name) ? holder[name] : undefined;

export function writeField({ holder, name }: FieldLocation, value: unknown): void {
  // Not a plain assignment: a field may be called __proto__.
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}
