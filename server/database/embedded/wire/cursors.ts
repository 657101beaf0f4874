// Open cursors: a stream of result documents, read one batch at a time. A cursor nobody asked for during ten
// minutes is closed, and one connection's cursors do not outlive the store.
import { type Document, Long } from 'bson';
import { StoreError } from '../errors.ts';
import { type Answer, inSlices, type Stream } from '../query/stream.ts';

export type Result = Document | Uint8Array;
export const firstBatchSize = 101;
const idleMs = 10 * 60_000;
const maxBatchBytes = 15 * 1024 * 1024;

interface Cursor {
  namespace: string;
  stream: Iterator<Result[]>;
  /** Read but not yet sent, from `at` on. */
  ahead: Result[];
  at: number;
  usedAt: number;
}
interface Batch {
  documents: Result[];
  bytes: number;
  isLast: boolean;
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) << 16n;

  /** Answers the first batch; keeps a cursor when there is more. A batchSize of 0 reads nothing yet. */
  start(
    namespace: string,
    results: Stream<Result>,
    batchSize = firstBatchSize,
    single = false,
  ): Answer<Document> {
    const stream = results[Symbol.iterator]();
    const cursor: Cursor = { namespace, stream, ahead: [], at: 0, usedAt: Date.now() };
    return take(cursor, batchSize, ({ documents, isLast }) => {
      if (single) stream.return?.();
      const id = isLast || single ? 0n : this.keep(cursor, ++this.lastId);
      return { cursor: { firstBatch: documents, id: Long.fromBigInt(id), ns: namespace }, ok: 1 };
    });
  }

  more(id: bigint, namespace: string, batchSize?: number): Answer<Document> {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new StoreError('CursorNotFound', `cursor id ${id} not found`);
    this.open.delete(id);
    return take(cursor, batchSize || Number.POSITIVE_INFINITY, ({ documents, isLast }) => {
      const next = isLast ? 0n : this.keep(cursor, id);
      return { cursor: { nextBatch: documents, id: Long.fromBigInt(next), ns: namespace }, ok: 1 };
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

function take(cursor: Cursor, count: number, reply: (batch: Batch) => Document): Answer<Document> {
  const batch: Batch = { documents: [], bytes: 0, isLast: false };
  const wait = inSlices(() => fill(batch, cursor, count));
  return wait ? wait.then(() => reply(batch)) : reply(batch);
}

/** Moves one burst of the cursor into the batch; true when the batch is ready. */
function fill(batch: Batch, cursor: Cursor, count: number): boolean {
  if (batch.documents.length >= count) return true;
  if (cursor.at === cursor.ahead.length) {
    const next = cursor.stream.next();
    batch.isLast = next.done === true;
    cursor.ahead = next.done ? [] : next.value;
    cursor.at = 0;
    if (batch.isLast) return true;
  }
  for (; cursor.at < cursor.ahead.length && batch.documents.length < count; cursor.at++) {
    const result = cursor.ahead[cursor.at]!;
    batch.bytes += result instanceof Uint8Array ? result.length : 1024;
    if (batch.bytes > maxBatchBytes && batch.documents.length > 0) return true;
    batch.documents.push(result);
  }
  return false;
}
