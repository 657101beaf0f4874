/**
 * JSON of a file that a person wrote, with the position of every value: JSON.parse forgets where a value stood, silently keeps the
 * last of two values of one name, and says in English, by the character, that something is wrong.
 */
import { type JSONPath, printParseErrorCode, visit } from 'jsonc-parser';
import type { FilePosition, FileProblem } from './fileProblem.ts';

export type JsonPath = readonly PropertyKey[];

export class JsonSyntaxError extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.message);
  }
}

export interface PositionedJson {
  value: unknown;
  /** The position of a value, or of what encloses it when it is missing. */
  positionOf(path: JsonPath): FilePosition;
  /** Names given twice in one object. */
  duplicates: JsonPath[];
}

/** Deep enough for every file of the product; a file made to exhaust the stack is refused. */
const maxDepth = 64;
/** Offices of a country are a tenth of both. Each value is kept with its place, in one go that keeps every other request waiting. */
const maxLength = 4 * 1024 * 1024;
const maxValues = 200_000;

/** A path as people write it: `dimensions[0].items[2].text.fa`. */
export function pathText(path: JsonPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** Reads a text, a BOM allowed. @throws JsonSyntaxError at the first character that is not JSON */
export function parsePositionedJson(source: string): PositionedJson {
  const text = source.replace(/^\ufeff/, '');
  const positions = new Map<string, FilePosition>();
  const duplicates: JsonPath[] = [];
  if (text.length > maxLength) fail('tooMuch', 0, 0);
  const record = (path: JSONPath, line: number, character: number) => {
    if (path.length > maxDepth) fail('deep', line, character);
    if (positions.size >= maxValues) fail('tooMuch', line, character);
    const name = pathText(path);
    if (positions.has(name)) duplicates.push(path);
    positions.set(name, { line: line + 1, column: character + 1 });
  };
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line, character, pathOf) => record(pathOf(), line, character),
      onArrayBegin: (_offset, _length, line, character, pathOf) => record(pathOf(), line, character),
      onLiteralValue: (_value, _offset, _length, line, character, pathOf) =>
        record(pathOf(), line, character),
      onError: (code, _offset, _length, line, character) => fail(printParseErrorCode(code), line, character),
    },
    { disallowComments: true },
  );
  const positionOf = (path: JsonPath): FilePosition =>
    positions.get(pathText(path)) ?? (path.length ? positionOf(path.slice(0, -1)) : { line: 1, column: 1 });
  return { value: JSON.parse(text) as unknown, positionOf, duplicates };
}

function fail(what: string, line: number, character: number): never {
  const message = `errors:json.${what}`;
  throw new JsonSyntaxError({ line: line + 1, column: character + 1, field: '', message, values: {} });
}
