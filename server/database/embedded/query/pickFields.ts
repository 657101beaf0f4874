// A document of some of the top-level fields of another: their bytes are copied as they lie, and nothing is decoded.
import { BSON } from 'bson';

/** The fields of which `keeps` is true, in their order. */
export function pickFields(bytes: Uint8Array, keeps: (name: string) => boolean): Uint8Array {
  const document = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [...BSON.onDemand.parseToElements(bytes)].filter(([, at, length]) =>
    keeps(document.toString('utf8', at, at + length)),
  );
  const parts = kept.map(([, name, , value, length]) => document.subarray(name - 1, value + length));
  const picked = Buffer.concat([frame.subarray(0, 4), ...parts, frame.subarray(4)]);
  picked.writeInt32LE(picked.length, 0);
  return picked;
}

/** Room for the length of a document, and its end. */
const frame = Buffer.alloc(5);
