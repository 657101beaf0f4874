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
  const reader = new PlacedReader(text);
  const value = reader.readDocument();
  return { value, placeOf: (path) => placeAt(text, nearest(reader.offsets, path)) };
}

/** Reads a text from its start to its end once, by recursive descent, and notes where each value begins. */
class PlacedReader {
  /** Where each value begins, by its path. */
  readonly offsets = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): unknown {
    const value = this.#readValue([]);
    this.#skipBlank();
    if (this.#at < this.#text.length) this.#fail('the end of the file');
    return value;
  }

  #readValue(path: readonly (string | number)[]): unknown {
    this.#skipBlank();
    this.offsets.set(path.join('.'), this.#at);
    if (path.length > deepest) this.#fail('fewer levels of nesting');
    if (this.#take('[')) return this.#readArray(path);
    if (this.#take('{')) return this.#readObject(path);
    return this.#readScalar('a value');
  }

  #readArray(path: readonly (string | number)[]): unknown[] {
    const list: unknown[] = [];
    this.#readParts(']', () => list.push(this.#readValue([...path, list.length])));
    return list;
  }

  #readObject(path: readonly (string | number)[]): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#readParts('}', () => {
      this.#skipBlank();
      if (this.#text[this.#at] !== '"') this.#fail('a name in double quotes');
      const name = this.#readScalar('a name in double quotes') as string;
      if (!this.#take(':')) this.#fail(':');
      entries.push([name, this.#readValue([...path, name])]);
    });
    return Object.fromEntries(entries);
  }

  /** What stands between commas, up to the closing bracket. */
  #readParts(end: ']' | '}', readPart: () => void): void {
    if (this.#take(end)) return;
    for (;;) {
      readPart();
      if (this.#take(end)) return;
      if (!this.#take(',')) this.#fail(`, or ${end}`);
    }
  }

  /** A text, number, boolean or null; JSON.parse has the last word on escapes. */
  #readScalar(expected: string): unknown {
    scalar.lastIndex = this.#at;
    const found = scalar.exec(this.#text)?.[0];
    try {
      const value: unknown = JSON.parse(found ?? '');
      this.#at = scalar.lastIndex;
      return value;
    } catch {
      return this.#fail(expected);
    }
  }

  #take(character: string): boolean {
    this.#skipBlank();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipBlank(): void {
    blank.lastIndex = this.#at;
    blank.exec(this.#text);
    this.#at = blank.lastIndex;
  }

  #fail(expected: string): never {
    throw new JsonSyntaxError(placeAt(this.#text, this.#at), expected);
  }
}

function nearest(offsets: Map<string, number>, path: string): number {
  const offset = offsets.get(path);
  if (offset !== undefined || path === '') return offset ?? 0;
  return nearest(offsets, path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '');
}
