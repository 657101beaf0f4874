// Everything the commands share: the storage, the catalog in memory, the one write queue and the open cursors.
import { Catalog, prefixOf } from './storage/catalog.ts';
import { Records } from './storage/records.ts';
import { afterPrefix, readInBursts, type Storage } from './storage/storage.ts';
import { WriteQueue } from './storage/writeQueue.ts';
import { Cursors } from './wire/cursors.ts';

const everything = { start: Buffer.alloc(4), end: Buffer.alloc(8, 0xff) };

export class Engine {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly records: Records;
  readonly writes: WriteQueue;
  readonly cursors = new Cursors();

  constructor(storage: Storage) {
    this.storage = storage;
    this.catalog = new Catalog(storage);
    this.records = new Records(storage, this.catalog);
    this.writes = new WriteQueue(storage, () => this.catalog.reload());
  }

  /** Removes the keys of dropped collections and indexes, a little at a time. */
  async removeGarbage(): Promise<void> {
    for (const name of ['documents', 'entries'] as const) {
      const table = this.storage[name];
      for (let [entry] = table.range({ ...everything, limit: 1 }); entry; ) {
        const id = entry.key.readUInt32BE(0);
        const range = { start: prefixOf(id), end: afterPrefix(prefixOf(id)) };
        if (!this.catalog.owns(name, id))
          for (const burst of readInBursts(table, range))
            await this.writes.write(() => {
              for (const { key } of burst) table.remove(key);
            });
        [entry] = table.range({ start: range.end, end: everything.end, limit: 1 });
      }
    }
  }
}
