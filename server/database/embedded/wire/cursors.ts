// Open cursors: a stream of result documents, read one batch at a time. A cursor nobody asked for during ten
// minutes is closed, and one connection's cursors do not outlive the store.
import { type Document, Long } from 'bson';
import { StoreError } from '../errors.ts';
import { type Found, made } from '../query/found.ts';
import { type Answer, inSlices, type Stream } from '../query/stream.ts';

export const firstBatchSize = 101;
const idleMs = 10 * 60_000;
const maxBatchBytes = 15 * 1024 * 1024;

interface Cursor {
  namespace: string;
  stream: Iterator<Found[]>;
  /** Read but not yet sent, from `at` on. */
  ahead: Found[];
  at: number;
  usedAt: number;
}
interface Batch {
  documents: Uint8Array[];
  bytes: number;
  isLast: boolean;
}

/** The answer of a command that gives a short list of documents at once. */
export const listReply = (namespace: string, list: Document[]): Document =>
  reply(
    namespace,
    'firstBatch',
    0n,
    list.map((each) => made(each).bytes),
  );

const reply = (ns: string, field: 'firstBatch' | 'nextBatch', id: bigint, batch: Uint8Array[]): Document => ({
  cursor: { id: Long.fromBigInt(id), ns, [field]: batch },
});

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) << 16n;

  /** Answers the first batch; keeps a cursor when there is more. A batchSize of 0 reads nothing yet. */
  start(
    namespace: string,
    results: Stream<Found>,
    batchSize = firstBatchSize,
    single = false,
  ): Answer<Document> {
    const stream = results[Symbol.iterator]();
    const cursor: Cursor = { namespace, stream, ahead: [], at: 0, usedAt: Date.now() };
    return take(cursor, batchSize, ({ documents, isLast }) => {
      if (single) stream.return?.();
      const id = isLast || single ? 0n : this.keep(cursor, ++this.lastId);
      return reply(namespace, 'firstBatch', id, documents);
    });
  }

  more(id: bigint, namespace: string, batchSize?: number): Answer<Document> {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new StoreError('CursorNotFound', `cursor id ${id} not found`);
    this.open.delete(id);
    return take(cursor, batchSize || Number.POSITIVE_INFINITY, ({ documents, isLast }) => {
      const next = isLast ? 0n : this.keep(cursor, id);
      return reply(namespace, 'nextBatch', next, documents);
    });
  }

  /** Closes a cursor; false when there is none. */
  kill(id: bigint): boolean {
    const cursor = this.open.get(id);
    this.open.delete(id);
    cursor?.stream.return?.();
    return cursor !== undefined;
  }

  closeIdle(now: number): void {
    for (const [id, cursor] of this.open) if (now - cursor.usedAt > idleMs) this.kill(id);
  }

  private keep(cursor: Cursor, id: bigint): bigint {
    cursor.usedAt = Date.now();
    this.open.set(id, cursor);
    return id;
  }
}

function take(cursor: Cursor, count: number, answer: (batch: Batch) => Document): Answer<Document> {
  const batch: Batch = { documents: [], bytes: 0, isLast: false };
  const wait = inSlices(() => fill(batch, cursor, count));
  return wait ? wait.then(() => answer(batch)) : answer(batch);
}

/** Moves one burst of the cursor into the batch; true when the batch is ready. */
function fill(batch: Batch, cursor: Cursor, count: number): boolean {
  if (batch.documents.length >= count) return true;
  if (cursor.at === cursor.ahead.length) {
    const next = cursor.stream.next();
    batch.isLast = next.done === true;
    if (batch.isLast) return true;
    cursor.ahead = next.value;
    cursor.at = 0;
  }
  for (; cursor.at < cursor.ahead.length && batch.documents.length < count; cursor.at++) {
    const { bytes } = cursor.ahead[cursor.at]!;
    batch.bytes += bytes.length;
    if (batch.bytes > maxBatchBytes && batch.documents.length > 0) return true;
    batch.documents.push(bytes);
  }
  return false;
}
