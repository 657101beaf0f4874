// Walks BSON bytes before anything trusts them: every length inside its document, no nesting beyond 100, only
// the types this store can order and give back.
import { isUtf8 } from 'node:buffer';
import { BSON } from 'bson';
import { StoreError, storeError } from '../storeErrors.ts';

export const maxDocumentBytes = 16 * 1024 * 1024;
const maxDepth = 100;

export const takenTypes: Record<number, string> = {
  ...{ 1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date' },
  ...{ 10: 'null', 16: 'int', 18: 'long' },
};
const string = 2;
const containers = [3, 4];

/** Throws StoreError when the bytes are not one sound document. */
export function checkBson(bytes: Buffer): void {
  if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length)
    throw bad('a document of another length than it says');
  checkAt(bytes, 0, 0);
}

const bad = (why: string): StoreError => new StoreError('InvalidLength', `invalid BSON: ${why}`);

function checkAt(bytes: Buffer, start: number, depth: number): void {
  if (depth > maxDepth) throw new StoreError('Overflow', `nested deeper than ${maxDepth} levels`);
  for (const [type, , , at, length] of elementsOf(bytes, start)) {
    if (containers.includes(type)) checkAt(bytes, at, depth + 1);
    else if (!(type in takenTypes)) throw storeError('BadValue', `the BSON type ${nameOf(type)}`);
    else if (type === string) checkString(bytes, at, length);
  }
}

/** A driver writes nothing but UTF-8, and what is none could not be decoded any more. */
function checkString(bytes: Buffer, at: number, length: number): void {
  if (length < 5 || bytes[at + length - 1] !== 0) throw bad('a string without an end');
  if (!isUtf8(bytes.subarray(at + 4, at + length - 1))) throw bad('a string that is not UTF-8');
}

function elementsOf(bytes: Buffer, start: number): ReturnType<typeof BSON.onDemand.parseToElements> {
  try {
    return BSON.onDemand.parseToElements(bytes, start);
  } catch (error) {
    throw bad((error as Error).message);
  }
}

const nameOf = (type: number): string =>
  Object.entries(BSON.BSONType).find(([, number]) => (number & 0xff) === type)?.[0] ?? String(type);
