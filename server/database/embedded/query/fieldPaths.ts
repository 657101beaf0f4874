// Follows a dotted path into a document the way MongoDB does: arrays on the way are looked into element by
// element, a number may be a position, and a missing field is `undefined`.
import type { Document } from 'bson';
import { isDoc } from './bsonValues.ts';

const position = /^\d+$/;

function walk(value: unknown, parts: string[], at: number, out: unknown[]): void {
  if (at === parts.length) {
    out.push(value);
    return;
  }
  const part = parts[at]!;
  if (Array.isArray(value)) {
    if (position.test(part) && Number(part) < value.length) walk(value[Number(part)], parts, at + 1, out);
    for (const item of value) if (isDoc(item)) walk(item, parts, at, out);
  } else if (isDoc(value)) walk(Object.hasOwn(value, part) ? value[part] : undefined, parts, at + 1, out);
  else out.push(undefined);
}

/** Every value the path leads to; an array at its end is one value. */
export function valuesAt(doc: Document, parts: string[]): unknown[] {
  if (parts.length === 1) return [Object.hasOwn(doc, parts[0]!) ? doc[parts[0]!] : undefined];
  const out: unknown[] = [];
  walk(doc, parts, 0, out);
  return out;
}

/** As `walk`, but what an array on the way has no field in counts as missing: its plain elements, and an array without elements. */
function walkKeys(value: unknown, parts: string[], at: number, out: unknown[]): void {
  const part = parts[at];
  if (part === undefined || !Array.isArray(value)) {
    if (part !== undefined && isDoc(value)) walkKeys(value[part], parts, at + 1, out);
    else out.push(part === undefined ? value : undefined);
    return;
  }
  if (position.test(part) && Number(part) < value.length) walkKeys(value[Number(part)], parts, at + 1, out);
  else if (value.length === 0) out.push(undefined);
  else
    for (const item of value) {
      if (isDoc(item)) walkKeys(item, parts, at, out);
      else out.push(undefined);
    }
}

/**
 * The values a sort or an index sees, as mongod's own key generator takes them: arrays at the end give their elements; `many` tells that
 * an array was met.
 */
export function keysAt(doc: Document, parts: string[]): { values: unknown[]; many: boolean } {
  const found: unknown[] = [];
  walkKeys(doc, parts, 0, found);
  if (parts.length === 1 && !Array.isArray(found[0])) return { values: found, many: false };
  const values = found.flatMap((value) => (Array.isArray(value) ? value : [value]));
  return { values, many: crossesArray(doc, parts) };
}

function crossesArray(doc: Document, parts: string[]): boolean {
  let value: unknown = doc;
  for (const part of parts) {
    if (!isDoc(value)) break;
    value = value[part];
  }
  return Array.isArray(value);
}
