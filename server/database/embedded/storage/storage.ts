// What the store needs of a key-value engine: three ordered tables and one all-or-nothing, durable write.
// lmdb implements it today; another engine only has to implement this file.

export interface Table {
  get(key: Buffer): Buffer | undefined;
  put(key: Buffer, value: Uint8Array): void;
  remove(key: Buffer): void;
  /** How many entries the engine itself counts. */
  count(): number;
  /** Entries with start <= key < end, in key order, or downwards when `reverse`. */
  range(range: KeyRange): Iterable<Entry>;
}
export interface Entry {
  key: Buffer;
  value: Buffer;
}
export interface KeyRange {
  start: Buffer;
  end: Buffer;
  reverse?: boolean;
  limit?: number;
}
export interface Storage {
  catalog: Table;
  documents: Table;
  entries: Table;
  /** Runs `work` with write access; returns when its writes are on disk, throws when none of them is. */
  transact<T>(work: () => T): T;
  /**
   * Leaves nothing readable of what was removed or replaced, while reads and writes go on. @throws the reason of the signal, or what
   * went wrong; nothing that is stored is lost then
   */
  rewrite(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The smallest key above every key that begins with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at--)
    if (end[at]! < 0xff) {
      end[at]!++;
      return end.subarray(0, at + 1);
    }
  return Buffer.alloc(prefix.length + 8, 0xff);
}

export const maxChunk = 256;
const growth = 4;

/** A range in chunks, the first of `size`, later ones larger. Between them no snapshot is held, so that writes go on. */
export function* readInChunks(table: Table, range: KeyRange, size = maxChunk): Generator<Entry[]> {
  let limit = Math.min(size, maxChunk);
  for (let rest = range; ; limit = Math.min(limit * growth, maxChunk)) {
    const chunk = [...table.range({ ...rest, limit })];
    yield chunk;
    if (chunk.length < limit) return;
    const { key } = chunk.at(-1)!;
    rest = rest.reverse ? { ...rest, end: key } : { ...rest, start: Buffer.concat([key, Buffer.alloc(1)]) };
  }
}
