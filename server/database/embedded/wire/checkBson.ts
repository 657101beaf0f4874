// Walks BSON bytes before anything trusts them: every length inside its document, no nesting beyond 100, only
// the types this store can order and give back.
import { refuse, StoreError } from '../errors.ts';

export const maxDocumentBytes = 16 * 1024 * 1024;
const maxDepth = 100;
/** Room a command may take above the document it carries. */
const commandSlackBytes = 32 * 1024 * 1024;

const fixedBytes: Record<number, number> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  127: 0,
  255: 0,
};
const refusedTypes: Record<number, string> = {
  12: 'DBPointer',
  15: 'JavaScript with scope',
  19: 'Decimal128',
};

/** Throws StoreError when the bytes are not one sound document. */
export function checkBson(bytes: Buffer): void {
  if (bytes.length > maxDocumentBytes + commandSlackBytes)
    throw new StoreError('BSONObjectTooLarge', `BSON size ${bytes.length} is too large`);
  checkDocument(bytes, 0, bytes.length, 0);
}

const bad = (why: string): StoreError => new StoreError('InvalidLength', `invalid BSON: ${why}`);

function checkDocument(bytes: Buffer, start: number, limit: number, depth: number): number {
  if (depth > maxDepth) throw new StoreError('Overflow', `nested deeper than ${maxDepth} levels`);
  const size = int32(bytes, start, limit);
  const end = start + size;
  if (size < 5 || end > limit || bytes[end - 1] !== 0) throw bad(`document of ${size} bytes`);
  let at = start + 4;
  while (at < end - 1) {
    const type = bytes[at]!;
    at = afterText(bytes, at + 1, end);
    at = afterValue(bytes, type, at, end, depth);
  }
  if (at !== end - 1) throw bad('a value crosses the end of its document');
  return end;
}

function afterValue(bytes: Buffer, type: number, at: number, end: number, depth: number): number {
  const fixed = fixedBytes[type];
  if (fixed !== undefined) return inside(at + fixed, end);
  switch (type) {
    case 2:
    case 13:
    case 14: {
      const size = int32(bytes, at, end);
      const after = at + 4 + size;
      if (size < 1 || after >= end || bytes[after - 1] !== 0) throw bad(`string of ${size} bytes`);
      return after;
    }
    case 3:
    case 4:
      return checkDocument(bytes, at, end, depth + 1);
    case 5: {
      const size = int32(bytes, at, end);
      if (size < 0) throw bad(`binary of ${size} bytes`);
      return inside(at + 5 + size, end);
    }
    case 11:
      return afterText(bytes, afterText(bytes, at, end), end);
    default:
      throw refusedTypes[type]
        ? refuse('BadValue', `the BSON type ${refusedTypes[type]}`)
        : bad(`type ${type}`);
  }
}

function int32(bytes: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw bad('cut off');
  return bytes.readInt32LE(at);
}

function afterText(bytes: Buffer, at: number, end: number): number {
  const zero = bytes.indexOf(0, at);
  if (zero < 0 || zero >= end) throw bad('a name without an end');
  return zero + 1;
}

function inside(at: number, end: number): number {
  if (at >= end) throw bad('a value crosses the end of its document');
  return at;
}
