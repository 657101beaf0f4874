// Everything the commands share: the storage, the catalog in memory, the one write queue and the open cursors.
import { Catalog, prefixOf } from './storage/catalog.ts';
import { Records } from './storage/records.ts';
import { afterPrefix, readInChunks, type Storage } from './storage/storage.ts';
import { WriteQueue } from './storage/writeQueue.ts';
import { Cursors } from './wire/cursors.ts';

const everything = { start: Buffer.alloc(4), end: Buffer.alloc(8, 0xff) };

export class Engine {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly records: Records;
  readonly writes: WriteQueue;
  readonly cursors = new Cursors();
  private readonly stopping = new AbortController();
  private erasing: Promise<void> = Promise.resolve();
  private nextErasing: Promise<void> | null = null;

  constructor(storage: Storage) {
    this.storage = storage;
    this.catalog = new Catalog(storage);
    this.records = new Records(storage, this.catalog);
    this.writes = new WriteQueue(storage, () => this.catalog.reload());
  }

  /** Leaves no byte readable of what was deleted before the call. Callers that come while it runs share one further run. */
  eraseDeleted(): Promise<void> {
    this.nextErasing ??= this.erasing
      .catch(() => {})
      .then(async () => {
        this.nextErasing = null;
        this.stopping.signal.throwIfAborted();
        this.erasing = this.removeGarbage().then(() => this.storage.rewrite(this.stopping.signal));
        await this.erasing;
      });
    return this.nextErasing;
  }

  /** Ends erasing at its next step, and lets none begin: the store is about to close. */
  async stopErasing(): Promise<void> {
    this.stopping.abort(new Error('the store is closing'));
    await this.nextErasing?.catch(() => {});
    await this.erasing.catch(() => {});
  }

  /** Removes the keys of dropped collections and indexes, a little at a time. */
  async removeGarbage(): Promise<void> {
    for (const name of ['documents', 'entries'] as const) {
      const table = this.storage[name];
      for (let [entry] = table.range({ ...everything, limit: 1 }); entry; ) {
        const id = entry.key.readUInt32BE(0);
        const range = { start: prefixOf(id), end: afterPrefix(prefixOf(id)) };
        if (!this.catalog.owns(name, id))
          for (const chunk of readInChunks(table, range))
            await this.writes.write(() => {
              for (const { key } of chunk) table.remove(key);
            });
        [entry] = table.range({ start: range.end, end: everything.end, limit: 1 });
      }
    }
  }
}
