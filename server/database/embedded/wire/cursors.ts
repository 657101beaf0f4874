// Open cursors: a stream of result documents, read one batch at a time. A cursor nobody asked for during ten
// minutes is closed, and one connection's cursors do not outlive the store.
import { type Document, Long } from 'bson';
import { StoreError } from '../errors.ts';

export type Result = Document | Uint8Array;
const idleMs = 10 * 60_000;
const maxBatchBytes = 15 * 1024 * 1024;
const firstBatchSize = 101;

interface Cursor {
  namespace: string;
  stream: AsyncIterator<Result[]>;
  /** Read but not yet sent. */
  ahead: Result[];
  usedAt: number;
}
export interface Batch {
  id: Long;
  ns: string;
  documents: Result[];
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) << 16n;

  /** Answers the first batch; keeps a cursor when there is more. A batchSize of 0 reads nothing yet. */
  async start(
    namespace: string,
    results: AsyncIterable<Result[]>,
    batchSize?: number,
    single = false,
  ): Promise<Batch> {
    const cursor: Cursor = {
      namespace,
      stream: results[Symbol.asyncIterator](),
      ahead: [],
      usedAt: Date.now(),
    };
    const { documents, done } = await take(cursor, batchSize ?? firstBatchSize);
    if (done || single) {
      await cursor.stream.return?.();
      return { id: Long.ZERO, ns: namespace, documents };
    }
    const id = ++this.lastId;
    this.open.set(id, cursor);
    return { id: Long.fromBigInt(id), ns: namespace, documents };
  }

  async more(id: bigint, namespace: string, batchSize?: number): Promise<Batch> {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new StoreError('CursorNotFound', `cursor id ${id} not found`);
    this.open.delete(id);
    const { documents, done } = await take(cursor, batchSize || Number.POSITIVE_INFINITY);
    if (!done) this.open.set(id, Object.assign(cursor, { usedAt: Date.now() }));
    return { id: done ? Long.ZERO : Long.fromBigInt(id), ns: namespace, documents };
  }

  /** Closes a cursor; false when there is none. */
  async kill(id: bigint): Promise<boolean> {
    const cursor = this.open.get(id);
    this.open.delete(id);
    await cursor?.stream.return?.();
    return cursor !== undefined;
  }

  async closeIdle(now: number): Promise<void> {
    for (const [id, cursor] of this.open) if (now - cursor.usedAt > idleMs) await this.kill(id);
  }
}

async function take(cursor: Cursor, count: number): Promise<{ documents: Result[]; done: boolean }> {
  const documents: Result[] = [];
  let bytes = 0;
  while (documents.length < count) {
    if (cursor.ahead.length === 0) {
      const next = await cursor.stream.next();
      if (next.done) return { documents, done: true };
      cursor.ahead = next.value;
      continue;
    }
    const result = cursor.ahead[0]!;
    bytes += result instanceof Uint8Array ? result.length : 1024;
    if (bytes > maxBatchBytes && documents.length > 0) break;
    documents.push(result);
    cursor.ahead.shift();
  }
  return { documents, done: false };
}
