// Open cursors: a stream of result documents, read one batch at a time. A cursor nobody asked for during ten
// minutes is closed, and one connection's cursors do not outlive the store.
import { type Document, Long } from 'bson';
import { type FoundDocument, madeDocument } from '../query/foundDocument.ts';
import { type Answer, inSlices, type Stream } from '../query/stream.ts';
import { StoreError } from '../storeErrors.ts';

export const firstBatchSize = 101;
const idleMs = 10 * 60_000;
/** A batch may go beyond by one document, and a message takes three times as much. */
const maxBatchBytes = 15 * 1024 * 1024;

interface Cursor {
  id: bigint;
  namespace: string;
  stream: Iterator<FoundDocument[]>;
  /** Read but not yet sent, from `at` on. */
  ahead: FoundDocument[];
  at: number;
  usedAt: number;
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) << 16n;

  /** Answers the first batch; keeps a cursor when there is more. A batchSize of 0 reads nothing yet. */
  start(
    namespace: string,
    results: Stream<FoundDocument>,
    batchSize = firstBatchSize,
    single = false,
  ): Answer<Document> {
    const stream = results[Symbol.iterator]();
    const cursor: Cursor = { id: ++this.lastId, namespace, stream, ahead: [], at: 0, usedAt: 0 };
    return this.batch(cursor, 'firstBatch', batchSize, single);
  }

  more(id: bigint, namespace: string, batchSize?: number): Answer<Document> {
    const cursor = this.open.get(id);
    if (cursor?.namespace !== namespace) throw new StoreError('CursorNotFound', `cursor id ${id} not found`);
    this.open.delete(id);
    return this.batch(cursor, 'nextBatch', batchSize || Number.POSITIVE_INFINITY, false);
  }

  /** Closes a cursor; false when there is none. */
  kill(id: bigint): boolean {
    const cursor = this.open.get(id);
    this.open.delete(id);
    cursor?.stream.return?.();
    return cursor !== undefined;
  }

  closeIdle(now: number): void {
    for (const [id, { usedAt }] of this.open) if (now - usedAt > idleMs) this.kill(id);
  }

  private batch(
    cursor: Cursor,
    field: 'firstBatch' | 'nextBatch',
    count: number,
    single: boolean,
  ): Answer<Document> {
    const documents: Uint8Array[] = [];
    let bytes = 0;
    let isLast = single;
    const isFull = () => documents.length >= count || bytes >= maxBatchBytes;
    const readChunk = (): boolean => {
      while (cursor.at < cursor.ahead.length && !isFull()) {
        const next = cursor.ahead[cursor.at++]!.bytes;
        bytes += next.length;
        documents.push(next);
      }
      if (isFull()) return true;
      const { done, value } = cursor.stream.next();
      Object.assign(cursor, { ahead: done ? [] : value, at: 0 });
      isLast ||= done === true;
      return done === true;
    };
    return inSlices(readChunk, () => {
      if (isLast) cursor.stream.return?.();
      else this.open.set(cursor.id, Object.assign(cursor, { usedAt: Date.now() }));
      return reply(cursor.namespace, field, isLast ? 0n : cursor.id, documents);
    });
  }
}

const reply = (ns: string, field: string, id: bigint, batch: Uint8Array[]): Document => ({
  cursor: { id: Long.fromBigInt(id), ns, [field]: batch },
});

/** The answer of a command that gives a short list of documents at once. */
export const listReply = (namespace: string, list: Document[]): Document =>
  reply(
    namespace,
    'firstBatch',
    0n,
    list.map((each) => madeDocument(each).bytes),
  );
