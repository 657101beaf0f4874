// Writes an answer as one buffer. The documents of a cursor batch are mostly bytes as the client once sent them;
// they are copied between the fields without being decoded.
import type { Document, Long } from 'bson';
import { encode } from '../query/values.ts';

const opReply = 1;
const opMsg = 2013;
const type = { double: 1, string: 2, document: 3, array: 4, int64: 18 };

/** The message that answers `requestId`; a cursor batch may hold documents or their bytes. */
export function encodeReply(requestId: number, reply: Document, legacy: boolean): Buffer {
  const headBytes = legacy ? 36 : 21;
  const batch = reply.cursor?.firstBatch ?? reply.cursor?.nextBatch;
  const message = batch ? cursorReply(headBytes, reply.cursor, batch) : plainReply(headBytes, reply);
  message.fill(0, 0, headBytes);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(requestId, 8);
  message.writeInt32LE(legacy ? opReply : opMsg, 12);
  if (legacy) {
    message.writeInt32LE(8, 16);
    message.writeInt32LE(1, 32);
  }
  return message;
}

function plainReply(headBytes: number, reply: Document): Buffer {
  const body = encode(reply);
  const message = Buffer.allocUnsafe(headBytes + body.length);
  message.set(body, headBytes);
  return message;
}

/** `{ cursor: { firstBatch or nextBatch, id, ns }, ok: 1 }` behind room for the head of the message. */
function cursorReply(headBytes: number, cursor: Document, batch: (Document | Uint8Array)[]): Buffer {
  const field = cursor.firstBatch ? 'firstBatch' : 'nextBatch';
  const documents = batch.map((each) => (each instanceof Uint8Array ? each : encode(each)));
  let size = headBytes + 120 + Buffer.byteLength(cursor.ns);
  for (const each of documents) size += each.length + 12;
  const message = Buffer.allocUnsafe(size);
  let at = headBytes;
  const open = (): number => {
    at += 4;
    return at - 4;
  };
  const close = (start: number) => {
    message[at++] = 0;
    message.writeInt32LE(at - start, start);
  };
  const name = (kind: number, text: string) => {
    message[at++] = kind;
    at += message.write(text, at, 'latin1');
    message[at++] = 0;
  };
  const whole = open();
  name(type.document, 'cursor');
  const inner = open();
  name(type.array, field);
  const list = open();
  for (const [index, each] of documents.entries()) {
    name(type.document, String(index));
    message.set(each, at);
    at += each.length;
  }
  close(list);
  name(type.int64, 'id');
  at = message.writeBigInt64LE((cursor.id as Long).toBigInt(), at);
  name(type.string, 'ns');
  const text = open();
  at += message.write(cursor.ns, at);
  message[at++] = 0;
  message.writeInt32LE(at - text - 4, text);
  close(inner);
  name(type.double, 'ok');
  at = message.writeDoubleLE(1, at);
  close(whole);
  return message.subarray(0, at);
}
