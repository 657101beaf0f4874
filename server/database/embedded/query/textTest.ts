// Decides about a filter that only asks fields for texts by looking at a document's bytes: reading many documents through another
// index then decodes none of them.
import type { Document } from 'bson';

/** Undefined: the bytes alone do not tell. */
export type BytesTest = (bytes: Uint8Array) => boolean | undefined;

/** A test for a filter of the kind `{ wave: 'w1' }`; undefined for every other filter. */
export function textTest(filter: Document): BytesTest | undefined {
  const entries = Object.entries(filter);
  const isPlain = ([name, value]: [string, unknown]) => typeof value === 'string' && !/^\$|\./.test(name);
  if (entries.length === 0 || !entries.every(isPlain)) return undefined;
  const tests = entries.map(([name, value]) => fieldTest(name, value));
  return (bytes) => {
    let all: boolean | undefined = true;
    for (const test of tests) {
      const holds = test(bytes);
      if (holds === false) return false;
      if (holds === undefined) all = undefined;
    }
    return all;
  };
}

const [text, array] = [2, 4];
/** The kinds that `checkBson` takes: a whole number of bytes, or one that is read from the first four. */
const fixedBytes: Record<number, number> = { 1: 8, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 18: 8 };
const bytesBeside: Record<number, number> = { 2: 4, 3: 0, 4: 0, 5: 5 };

function fieldTest(name: string, value: string): BytesTest {
  const [wantedName, wanted] = [Buffer.from(`${name}\0`), Buffer.from(`${value}\0`)];
  return (document) => {
    const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
    let holds: boolean | undefined = false;
    for (let at = 4; bytes[at] !== 0; ) {
      const type = bytes[at]!;
      const end = bytes.indexOf(0, at + 1) + 1;
      const length = fixedBytes[type] ?? bytesBeside[type]! + bytes.readInt32LE(end);
      const isNamed =
        end - at - 1 === wantedName.length &&
        bytes.compare(wantedName, 0, wantedName.length, at + 1, end) === 0;
      // Of two fields of one name the later counts, as where the document is decoded. Of an array an element may match.
      if (isNamed && type === array) holds = undefined;
      else if (isNamed)
        holds = type === text && bytes.compare(wanted, 0, wanted.length, end + 4, end + length) === 0;
      if (Number.isNaN(length)) return undefined;
      at = end + length;
    }
    return holds;
  };
}
