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

const text = 0x02;
/** Array, regular expression, and two old kinds of text: they may match in ways that equal bytes do not show. */
const unclear = [0x04, 0x0b, 0x0d, 0x0e];

function fieldTest(name: string, value: string): BytesTest {
  const [wantedName, wanted] = [Buffer.from(`${name}\0`), Buffer.from(`${value}\0`)];
  return (document) => {
    const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
    let at = 4;
    while (bytes[at] !== 0) {
      const type = bytes[at]!;
      const end = bytes.indexOf(0, at + 1) + 1;
      const length = lengthOf(bytes, type, end);
      if (length === undefined) return undefined;
      if (
        end - at - 1 === wantedName.length &&
        bytes.compare(wantedName, 0, wantedName.length, at + 1, end) === 0
      ) {
        if (type !== text) return unclear.includes(type) ? undefined : false;
        return bytes.compare(wanted, 0, wanted.length, end + 4, end + length) === 0;
      }
      at = end + length;
    }
    return false;
  };
}

const fixedLengths: Record<number, number> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

/** Bytes of a value after its name; undefined for kinds that are rare enough to be decoded. */
function lengthOf(bytes: Buffer, type: number, at: number): number | undefined {
  if (type === text) return 4 + bytes.readInt32LE(at);
  if (type === 3 || type === 4) return bytes.readInt32LE(at);
  if (type === 5) return 5 + bytes.readInt32LE(at);
  return fixedLengths[type];
}
