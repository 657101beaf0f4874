/**
 * Reads many responses quickly: their bytes are taken out of the stored documents where they lie, without an object for each field.
 * What is given lies in the store's reply, which stays as long as somebody holds a part of it.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { ResponseModel } from './response.ts';

/** A response as it is stored; its parts are looked at in place, because a view of each costs more than its bytes. */
export class StoredAnswers {
  unit = '';
  /** Where its parts begin and end in `bytes`. */
  answersFrom = 0;
  answersTo = 0;
  demographicsFrom = 0;
  demographicsTo = 0;

  constructor(readonly bytes: Buffer) {}

  get answers(): Buffer {
    return this.bytes.subarray(this.answersFrom, this.answersTo);
  }

  get demographics(): Buffer {
    return this.bytes.subarray(this.demographicsFrom, this.demographicsTo);
  }
}

interface Wanted {
  wave: string;
  unit?: string | { $in: readonly string[] };
}

const batchSize = 2000;

/** Batches of responses. `byId`: in the order of their random ids, otherwise in that of the store. */
export async function* readResponses(
  wanted: Wanted,
  { byId = false }: { byId?: boolean } = {},
): AsyncGenerator<StoredAnswers[]> {
  const order = byId ? { sort: { _id: 1 } as const, hint: { _id: 1 } as const } : {};
  // No projection: the store then sends documents as they lie on the disk.
  const cursor = ResponseModel.collection.find(wanted as never, { ...order, raw: true, batchSize });
  // The store reads the next batch while this one is worked on.
  let hasMore = cursor.hasNext();
  try {
    while (await hasMore) {
      const documents = cursor.readBufferedDocuments() as unknown as Uint8Array[];
      hasMore = cursor.hasNext();
      hasMore.catch(() => undefined);
      // The request leaves in a pause of this thread only.
      await breathe();
      yield documents.map((bytes) => storedAnswersOf(asBuffer(bytes)));
    }
  } finally {
    // Not while a batch is under way: the store would keep the cursor for its next one.
    await hasMore.catch(() => undefined);
    await cursor.close();
  }
}

/** The driver gives buffers, as its types do not say. */
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const [stringType, binaryType] = [0x02, 0x05];
const [lengthBytes, subtypeBytes] = [4, 1];

/** @throws Error for a document with a field of another type than a response has */
function storedAnswersOf(document: Buffer): StoredAnswers {
  const sheet = new StoredAnswers(document);
  let at = lengthBytes;
  while (document[at] !== 0) {
    const type = document[at];
    const nameEnd = document.indexOf(0, at + 1);
    const length = document.readInt32LE(nameEnd + 1);
    const start = nameEnd + 1 + lengthBytes;
    if (type === stringType) {
      at = start + length;
      if (isNamed(document, nameEnd, 'unit')) sheet.unit = document.toString('utf8', start, at - 1);
    } else if (type === binaryType) {
      at = start + subtypeBytes + length;
      if (isNamed(document, nameEnd, 'answers')) {
        sheet.answersFrom = start + subtypeBytes;
        sheet.answersTo = at;
      } else if (isNamed(document, nameEnd, 'demographics')) {
        sheet.demographicsFrom = start + subtypeBytes;
        sheet.demographicsTo = at;
      }
    } else throw new Error('A stored response has a field that is neither text nor bytes');
  }
  return sheet;
}

/** No name of a response's fields ends with another. */
function isNamed(document: Buffer, nameEnd: number, name: string): boolean {
  for (let i = 1; i <= name.length; i += 1) {
    if (document[nameEnd - i] !== name.charCodeAt(name.length - i)) return false;
  }
  return true;
}
