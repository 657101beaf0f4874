// Reads requests: OP_MSG, and the legacy OP_QUERY a driver says hello with. Documents to be stored are kept as the
// bytes the client sent.
import { BSON, type Document } from 'bson';
import { decode, decodeExact } from '../query/bsonValues.ts';
import { ProtocolError, StoreError } from '../storeErrors.ts';
import { checkBson } from './checkBson.ts';
import type { Frame } from './frames.ts';

const opMsg = 2013;
const opQuery = 2004;
const moreToCome = 2;

export interface Request {
  /** The command, decoded; documents to insert are left out. */
  body: Document;
  /** Bytes of the documents of an insert. */
  documents: Buffer[];
  legacy: boolean;
  /** False when the client does not wait for an answer. */
  wantsReply: boolean;
}

/** Commands whose numbers must keep their BSON type: what is stored keeps it, and the id of a cursor is no other number. */
const exact = ['update', 'findAndModify', 'getMore', 'killCursors'];

/** Decodes a frame; throws StoreError for what is malformed, ProtocolError for what is no request at all. */
export function readRequest({ opCode, body }: Frame): Request {
  if (opCode === opQuery) return readQuery(body);
  if (opCode !== opMsg || body.length < 9) throw new ProtocolError(`opcode ${opCode}`);
  const flags = body.readUInt32LE(0);
  if (flags & 0xffff & ~moreToCome) throw new ProtocolError(`message flags ${flags}`);
  let command: Buffer | undefined;
  const sequences = new Map<string, Buffer[]>();
  for (let at = 4; at < body.length; ) {
    const kind = body[at++];
    const section = take(body, at);
    at += section.length;
    if (kind === 0) command = section;
    else if (kind === 1) readSequence(section, sequences);
    else throw new ProtocolError(`section kind ${kind}`);
  }
  if (!command) throw new ProtocolError('no command');
  return { ...readCommand(command, sequences), legacy: false, wantsReply: !(flags & moreToCome) };
}

function readQuery(body: Buffer): Request {
  const nameEnd = body.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a query without a name');
  const request = readCommand(take(body, nameEnd + 9), new Map());
  request.body.$db = body.toString('utf8', 4, nameEnd).split('.')[0];
  return { ...request, legacy: true, wantsReply: true };
}

/** A field's name and its documents, one after another. */
function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a sequence without a name');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; at += documents.at(-1)!.length)
    documents.push(take(section, at));
  sequences.set(section.toString('utf8', 4, nameEnd), documents);
}

/** The bytes from `at` on, as many as their first four say. */
function take(body: Buffer, at: number): Buffer {
  const size = at + 5 <= body.length ? body.readInt32LE(at) : 0;
  if (size < 5 || at + size > body.length) throw new ProtocolError('a size');
  return body.subarray(at, at + size);
}

function readCommand(bytes: Buffer, sequences: Map<string, Buffer[]>): Pick<Request, 'body' | 'documents'> {
  checkBson(bytes);
  for (const list of sequences.values()) list.forEach(checkBson);
  const isExact = exact.includes(bytes.toString('latin1', 5, Math.max(5, bytes.indexOf(0, 5))));
  const body = isExact ? decodeExact(bytes) : BSON.deserialize(bytes, { fieldsAsRaw: { documents: true } });
  const documents = sequences.get('documents') ?? [];
  for (const each of Array.isArray(body.documents) ? body.documents : []) {
    if (!(each instanceof Uint8Array))
      throw new StoreError('TypeMismatch', "'documents' must hold documents");
    documents.push(Buffer.from(each.buffer, each.byteOffset, each.byteLength));
  }
  for (const [field, list] of sequences)
    body[field] = field === 'documents' ? [] : list.map(isExact ? decodeExact : decode);
  return { body, documents };
}
