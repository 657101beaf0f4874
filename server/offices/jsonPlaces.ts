/**
 * JSON with the place of every value, so that an error in a file can be named by line and column: JSON.parse forgets
 * where a value stood, and does not say what it expected.
 */
import type { Place } from './officeFile.ts';

export class JsonSyntaxError extends Error {
  readonly place: Place;
  readonly expected: string;
  constructor(place: Place, expected: string) {
    super(`line ${place.line}, column ${place.column}: expected ${expected}`);
    this.place = place;
    this.expected = expected;
  }
}

export interface PlacedJson {
  value: unknown;
  /** The place of a value by its path, such as `offices.3.code`; of the nearest value around it when it is missing. */
  placeOf(path: string): Place;
}

const scalar = /"(?:[^"\\]|\\[\s\S])*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const blank = /[ \t\r\n]*/y;
const deepest = 64;

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** @throws JsonSyntaxError at the first character that is not JSON. */
export function parsePlacedJson(text: string): PlacedJson {
  const offsets = new Map<string, number>();
  let at = 0;
  const fail = (expected: string): never => {
    throw new JsonSyntaxError(placeAt(text, at), expected);
  };
  const skipBlank = () => {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
  };
  const take = (character: string): boolean => {
    skipBlank();
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const readScalar = (expected: string): unknown => {
    scalar.lastIndex = at;
    const found = scalar.exec(text)?.[0];
    try {
      const value: unknown = JSON.parse(found ?? '');
      at = scalar.lastIndex;
      return value;
    } catch {
      return fail(expected);
    }
  };
  const readList = (path: string, end: ']' | '}', readOne: (index: number) => void) => {
    if (take(end)) return;
    for (let index = 0; ; index += 1) {
      if (path.split('.').length > deepest) fail('fewer levels of nesting');
      readOne(index);
      if (take(end)) return;
      if (!take(',')) fail(`, or ${end}`);
    }
  };
  const join = (path: string, name: string | number) => (path ? `${path}.${name}` : String(name));
  const readValue = (path: string): unknown => {
    skipBlank();
    offsets.set(path, at);
    if (take('[')) {
      const list: unknown[] = [];
      readList(path, ']', (index) => list.push(readValue(join(path, index))));
      return list;
    }
    if (take('{')) {
      const entries: [string, unknown][] = [];
      readList(path, '}', () => {
        skipBlank();
        if (text[at] !== '"') fail('a name in double quotes');
        const name = readScalar('a name in double quotes') as string;
        if (!take(':')) fail(':');
        entries.push([name, readValue(join(path, name))]);
      });
      return Object.fromEntries(entries);
    }
    return readScalar('a value');
  };
  const value = readValue('');
  skipBlank();
  if (at < text.length) fail('the end of the file');
  return { value, placeOf: (path) => placeAt(text, nearest(offsets, path)) };
}

function nearest(offsets: Map<string, number>, path: string): number {
  const offset = offsets.get(path);
  if (offset !== undefined || path === '') return offset ?? 0;
  return nearest(offsets, path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '');
}
