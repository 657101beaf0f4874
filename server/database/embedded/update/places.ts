// Reaches the field an update operator names: creates missing documents on the way when asked to, and refuses
// to go through a value that has no fields.
import type { Document } from 'bson';
import { refuse, StoreError } from '../errors.ts';
import { isDoc } from '../query/values.ts';

const position = /^\d+$/;
const maxPadding = 1_500_000;

export interface Place {
  holder: Document | unknown[];
  name: string;
}

/** The holder of the last part of a path; null when something on the way is missing and `create` is false. */
export function placeOf(doc: Document, path: string, create: boolean): Place | null {
  const parts = path.split('.');
  if (parts.some((part) => part === ''))
    throw new StoreError('BadValue', `The update path '${path}' contains an empty field name`);
  let holder: Document | unknown[] = doc;
  for (const part of parts.slice(0, -1)) {
    let next: unknown = checked(holder, part, path, create) && read(holder, part);
    if (next === undefined) {
      if (!create) return null;
      next = {};
      write({ holder, name: part }, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (!create) return null;
      throw new StoreError(
        'PathNotViable',
        `Cannot create field '${path}' in element {${part}: ${JSON.stringify(next)}}`,
      );
    }
    holder = next;
  }
  const name = parts.at(-1)!;
  return checked(holder, name, path, create) ? { holder, name } : null;
}

function checked(holder: Document | unknown[], part: string, path: string, create: boolean): boolean {
  if (part.startsWith('$') && !['$ref', '$id', '$db'].includes(part))
    throw refuse('BadValue', `the positional update path '${path}'`);
  if (!Array.isArray(holder) || position.test(part)) return true;
  if (!create) return false;
  throw new StoreError('PathNotViable', `Cannot create field '${part}' in an array (${path})`);
}

export function read(holder: Document | unknown[], name: string): unknown {
  if (Array.isArray(holder)) return holder[Number(name)];
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}

export function write({ holder, name }: Place, value: unknown): void {
  if (!Array.isArray(holder)) {
    Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  const at = Number(name);
  if (at > holder.length + maxPadding)
    throw new StoreError('BadValue', `cannot grow an array to position ${name}`);
  while (holder.length < at) holder.push(null);
  holder[at] = value;
}

export function clear({ holder, name }: Place): void {
  if (!Array.isArray(holder)) delete holder[name];
  else if (Number(name) < holder.length) holder[Number(name)] = null;
}
