// Bare lmdb as the yardstick for the embedded store: the same library, durability and bytes, without wire protocol,
// documents or indexes. Single writes are gathered into shared commits exactly as the store does it.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as gather } from 'node:timers/promises';
import { open } from 'lmdb';

/** Opens a file of its own in `folder`. */
export function openBareStore(folder: string) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'bare.mdb');
  const root = open({ path, noSubdir: true, overlappingSync: false, maxDbs: 2 } as { path: string });
  const db = root.openDB<Uint8Array, number>({ name: 'bare', encoding: 'binary' });
  const waiting: { work: () => void; done: () => void }[] = [];
  let running = false;
  async function drain(): Promise<void> {
    for (await gather(); waiting.length > 0; await gather()) {
      const steps = waiting.splice(0);
      root.transactionSync(() => {
        for (const { work } of steps) work();
      });
      for (const { done } of steps) done();
    }
    running = false;
  }
  const write = (work: () => void) =>
    new Promise<void>((done) => {
      waiting.push({ work, done });
      if (!running) void drain();
      running = true;
    });
  return {
    put: (key: number, value: Uint8Array) => write(() => void db.put(key, value)),
    increment: (key: number) =>
      write(() => {
        const value = Buffer.from(db.get(key) ?? Buffer.alloc(8));
        value.writeDoubleLE(value.readDoubleLE(0) + 1, 0);
        void db.put(key, value);
      }),
    putMany: (entries: [number, Uint8Array][]) =>
      root.transactionSync(() => {
        for (const [key, value] of entries) void db.put(key, value);
      }),
    get: (key: number) => db.get(key),
    scan() {
      let count = 0;
      for (const { value } of db.getRange({})) count += value.length > 0 ? 1 : 0;
      return count;
    },
    bytes: () => statSync(path).size,
    close: () => root.close(),
  };
}
