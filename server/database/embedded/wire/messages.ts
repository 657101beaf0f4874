// Reads requests: OP_MSG, and the legacy OP_QUERY a driver says hello with. Documents to be stored are kept as the
// bytes the client sent.
import { BSON, type Document } from 'bson';
import { ProtocolError, StoreError } from '../errors.ts';
import { decode, decodeExact } from '../query/values.ts';
import { checkBson } from './checkBson.ts';
import type { Frame } from './frames.ts';

const opMsg = 2013;
const opQuery = 2004;
const checksumPresent = 1;
const moreToCome = 2;

export interface Request {
  id: number;
  /** The command, decoded; documents to insert are left out. */
  body: Document;
  /** Bytes of the documents of an insert. */
  documents: Buffer[];
  legacy: boolean;
  /** False when the client does not wait for an answer. */
  wantsReply: boolean;
}

/** Commands whose numbers must keep their BSON type, because they are stored. */
const storing = new Set(['update', 'findAndModify']);

/** Decodes a frame; throws StoreError for what is malformed, ProtocolError for an unknown opcode. */
export function readRequest(frame: Frame): Request {
  if (frame.opCode === opQuery) return readQuery(frame);
  if (frame.opCode !== opMsg) throw new ProtocolError(`opcode ${frame.opCode}`);
  if (frame.body.length < 9) throw new ProtocolError('an empty message');
  const flags = frame.body.readUInt32LE(0);
  if (flags & 0xfffc) throw new ProtocolError(`message flags ${flags}`);
  const end = frame.body.length - (flags & checksumPresent ? 4 : 0);
  const { command, sequences } = readSections(frame.body.subarray(0, end));
  const { body, documents } = readCommand(command, sequences);
  return { id: frame.requestId, body, documents, legacy: false, wantsReply: !(flags & moreToCome) };
}

function readQuery({ requestId, body }: Frame): Request {
  const nameEnd = body.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a query without a name');
  const bytes = takeDocument(body, nameEnd + 9);
  const name = body.toString('utf8', 4, nameEnd);
  const parsed = readCommand(bytes, new Map());
  parsed.body.$db = name.split('.')[0];
  return { ...parsed, id: requestId, legacy: true, wantsReply: true };
}

function readSections(body: Buffer): { command: Buffer; sequences: Map<string, Buffer[]> } {
  let command: Buffer | undefined;
  const sequences = new Map<string, Buffer[]>();
  let at = 4;
  while (at < body.length) {
    const kind = body[at++];
    if (kind === 0) {
      command = takeDocument(body, at);
      at += command.length;
    } else if (kind === 1) {
      const size = at + 4 <= body.length ? body.readInt32LE(at) : 0;
      const nameEnd = body.indexOf(0, at + 4);
      if (size < 5 || at + size > body.length || nameEnd < 0 || nameEnd >= at + size)
        throw new ProtocolError('section size');
      sequences.set(
        body.toString('utf8', at + 4, nameEnd),
        takeDocuments(body.subarray(0, at + size), nameEnd + 1),
      );
      at += size;
    } else throw new ProtocolError(`section kind ${kind}`);
  }
  if (!command) throw new ProtocolError('no command');
  return { command, sequences };
}

function takeDocuments(body: Buffer, start: number): Buffer[] {
  const documents: Buffer[] = [];
  for (let at = start; at < body.length; at += documents.at(-1)!.length)
    documents.push(takeDocument(body, at));
  return documents;
}

function takeDocument(body: Buffer, at: number): Buffer {
  const size = at + 5 <= body.length ? body.readInt32LE(at) : 0;
  if (size < 5 || at + size > body.length) throw new ProtocolError('document size');
  return body.subarray(at, at + size);
}

function readCommand(bytes: Buffer, sequences: Map<string, Buffer[]>): Pick<Request, 'body' | 'documents'> {
  checkBson(bytes);
  for (const list of sequences.values()) list.forEach(checkBson);
  const name = bytes.toString('latin1', 5, Math.max(5, bytes.indexOf(0, 5)));
  const exact = storing.has(name);
  const body = exact
    ? decodeExact(bytes)
    : BSON.deserialize(bytes, { fieldsAsRaw: { documents: true }, bsonRegExp: true });
  const documents = sequences.get('documents') ?? [];
  if (Array.isArray(body.documents))
    for (const each of body.documents) {
      if (!(each instanceof Uint8Array))
        throw new StoreError('TypeMismatch', "'documents' must hold documents");
      documents.push(Buffer.from(each.buffer, each.byteOffset, each.byteLength));
    }
  for (const [field, list] of sequences)
    body[field] = field === 'documents' ? [] : list.map(exact ? decodeExact : decode);
  return { body, documents };
}
