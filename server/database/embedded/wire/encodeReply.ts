// Serialises an answer. The documents of a cursor batch are mostly bytes as the client once sent them; they are
// put between the fields without being decoded.
import type { Document } from 'bson';
import { encode } from '../query/values.ts';

const documentType = 3;
const arrayType = 4;

/** Bytes of an answer whose cursor batch may hold documents or their bytes. */
export function encodeReply(reply: Document): Uint8Array {
  const field = reply.cursor?.firstBatch ? 'firstBatch' : reply.cursor?.nextBatch ? 'nextBatch' : null;
  if (!field) return encode(reply);
  const { [field]: batch, ...cursor } = reply.cursor;
  const { cursor: _, ...rest } = reply;
  const inner = join(encode(cursor), element(arrayType, field, arrayOf(batch)));
  return join(encode(rest), element(documentType, 'cursor', inner));
}

function arrayOf(batch: (Document | Uint8Array)[]): Buffer {
  const parts = batch.map((each, at) =>
    element(documentType, String(at), each instanceof Uint8Array ? each : encode(each)),
  );
  return wrap(parts);
}

const element = (type: number, name: string, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);

/** A document from encoded elements. */
function wrap(elements: Uint8Array[]): Buffer {
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, ...elements, Buffer.alloc(1)]);
  whole.writeInt32LE(whole.length);
  return whole;
}

/** The document with one element put in front of its others. */
const join = (document: Uint8Array, first: Uint8Array): Buffer =>
  wrap([first, document.subarray(4, document.length - 1)]);
