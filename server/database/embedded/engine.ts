// Everything the commands share: the storage, the catalog in memory, the one write queue and the open cursors.
import { Catalog, prefixOf } from './storage/catalog.ts';
import { Records } from './storage/records.ts';
import { afterPrefix, type Storage } from './storage/storage.ts';
import { WriteQueue } from './storage/writeQueue.ts';
import { Cursors } from './wire/cursors.ts';

const garbagePerStep = 1000;

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
    for (const { table, id } of this.catalog.garbage()) {
      const start = prefixOf(id);
      const range = { start, end: afterPrefix(start) };
      const step = () => {
        const keys: Buffer[] = [];
        for (const { key } of this.storage[table].range(range)) if (keys.push(key) >= garbagePerStep) break;
        for (const key of keys) this.storage[table].remove(key);
        if (keys.length < garbagePerStep) this.catalog.removedGarbage(table, id);
        return keys.length;
      };
      while ((await this.writes.write(step)) >= garbagePerStep);
    }
  }
}
