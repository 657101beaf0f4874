// Writes an answer as one buffer. The documents of a cursor's batch are bytes, mostly as the client once sent them;
// they are copied into the answer without being decoded.
import type { Document } from 'bson';
import { encode } from '../query/bsonValues.ts';

const opReply = 1;
const opMsg = 2013;
const documentType = 3;
/** The ends of the batch, of the cursor and of the answer. */
const tailBytes = 3;

/** The message that answers `requestId`. */
export function encodeReply(requestId: number, reply: Document, legacy: boolean): Buffer {
  const headBytes = legacy ? 36 : 21;
  const batch: Uint8Array[] | undefined = reply.cursor?.firstBatch ?? reply.cursor?.nextBatch;
  const body = batch ? withBatch(reply.cursor, batch, headBytes) : plain(reply, headBytes);
  body.writeInt32LE(body.length, 0);
  body.writeInt32LE(requestId, 8);
  body.writeInt32LE(legacy ? opReply : opMsg, 12);
  if (legacy) {
    body.writeInt32LE(8, 16);
    body.writeInt32LE(1, 32);
  }
  return body;
}

function plain(reply: Document, headBytes: number, spareBytes = 0): Buffer {
  const bytes = encode(reply);
  const message = Buffer.allocUnsafe(headBytes + bytes.length + spareBytes).fill(0, 0, headBytes);
  message.set(bytes, headBytes);
  return message;
}

/** `{ ok: 1, cursor: { id, ns, firstBatch or nextBatch } }`: the batch comes last, so that documents can be put in. */
function withBatch({ id, ns, firstBatch }: Document, batch: Uint8Array[], headBytes: number): Buffer {
  const field = firstBatch ? 'firstBatch' : 'nextBatch';
  let added = 0;
  for (const [index, each] of batch.entries()) added += 2 + String(index).length + each.length;
  const message = plain({ ok: 1, cursor: { id, ns, [field]: [] } }, headBytes, added);
  let at = message.length - added - tailBytes;
  const lengthPlaces = [headBytes, message.indexOf('\x03cursor\0', headBytes, 'latin1') + 8, at - 4];
  for (const place of lengthPlaces) message.writeInt32LE(message.readInt32LE(place) + added, place);
  for (const [index, each] of batch.entries()) {
    message[at++] = documentType;
    at += message.write(String(index), at, 'latin1');
    message[at++] = 0;
    message.set(each, at);
    at += each.length;
  }
  message.fill(0, at);
  return message;
}
