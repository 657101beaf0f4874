/**
 * Reads many responses quickly: directly from the bytes of the stored documents, without an object for each field. The results are
 * views of the store's reply, which stays in memory as long as somebody holds one of them.
 */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { ResponseModel } from './response.ts';

/** A stored response. Its parts are read in place, because making a view of each part costs more than its bytes. */
export class StoredAnswers {
  unit = '';
  /** Where the parts begin and end in `bytes`. */
  answersFrom = 0;
  answersTo = 0;
  demographicsFrom = 0;
  demographicsTo = 0;
  localFrom = 0;
  localTo = 0;

  constructor(readonly bytes: Buffer) {}

  get answers(): Buffer {
    return this.bytes.subarray(this.answersFrom, this.answersTo);
  }

  get demographics(): Buffer {
    return this.bytes.subarray(this.demographicsFrom, this.demographicsTo);
  }

  /** Empty in a wave without questions of single offices. */
  get local(): Buffer {
    return this.bytes.subarray(this.localFrom, this.localTo);
  }
}

interface ResponseFilter {
  wave: string;
  unit?: string | { $in: readonly string[] };
}

const batchSize = 2000;

/** Batches of responses. `byId`: in the order of their random ids, otherwise in the store's order. */
export async function* readResponses(
  filter: ResponseFilter,
  { byId = false }: { byId?: boolean } = {},
): AsyncGenerator<StoredAnswers[]> {
  const order = byId ? { sort: { _id: 1 } as const, hint: { _id: 1 } as const } : {};
  // Without a projection the store sends documents exactly as they are on the disk.
  const cursor = ResponseModel.collection.find(filter as never, { ...order, raw: true, batchSize });
  // The store reads the next batch while this one is worked on.
  let hasMore = cursor.hasNext();
  try {
    while (await hasMore) {
      const documents = cursor.readBufferedDocuments() as unknown as Uint8Array[];
      hasMore = cursor.hasNext();
      hasMore.catch(() => undefined);
      // The request is only sent when this thread pauses.
      await yieldToEvents();
      yield documents.map((bytes) => storedAnswersOf(asBuffer(bytes)));
    }
  } finally {
    // Not while a batch is being read: the store would keep the cursor for the next one.
    await hasMore.catch(() => undefined);
    await cursor.close();
  }
}

/** The driver returns buffers, although its types do not say so. */
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const [stringType, binaryType] = [0x02, 0x05];
const [lengthBytes, subtypeBytes] = [4, 1];

/** @throws Error for a document with a field of a type that responses do not have */
function storedAnswersOf(document: Buffer): StoredAnswers {
  const stored = new StoredAnswers(document);
  let at = lengthBytes;
  while (document[at] !== 0) {
    const type = document[at];
    const nameEnd = document.indexOf(0, at + 1);
    const length = document.readInt32LE(nameEnd + 1);
    const start = nameEnd + 1 + lengthBytes;
    if (type === stringType) {
      at = start + length;
      if (isNamed(document, nameEnd, 'unit')) stored.unit = document.toString('utf8', start, at - 1);
    } else if (type === binaryType) {
      at = start + subtypeBytes + length;
      if (isNamed(document, nameEnd, 'answers')) {
        stored.answersFrom = start + subtypeBytes;
        stored.answersTo = at;
      } else if (isNamed(document, nameEnd, 'demographics')) {
        stored.demographicsFrom = start + subtypeBytes;
        stored.demographicsTo = at;
      } else if (isNamed(document, nameEnd, 'local')) {
        stored.localFrom = start + subtypeBytes;
        stored.localTo = at;
      }
    } else throw new Error('A stored response has a field that is neither text nor bytes');
  }
  return stored;
}

/** No name of a response's fields ends with another. */
function isNamed(document: Buffer, nameEnd: number, name: string): boolean {
  for (let i = 1; i <= name.length; i += 1) {
    if (document[nameEnd - i] !== name.charCodeAt(name.length - i)) return false;
  }
  return true;
}
