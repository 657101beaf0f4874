/**
 * What the browser stores: IndexedDB, because the page and the service worker can both use it, and because only there can
 * a script wait until a write is on the disk. A killed browser or an empty battery loses nothing.
 */
let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open('answering', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return opened;
}

async function run<T>(request: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction('kept', 'readwrite', { durability: 'strict' });
  const reply = request(transaction.objectStore('kept'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(reply.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const store = {
  read: <T>(name: string) => run<T | undefined>((objects) => objects.get(name)),
  write: (name: string, value: unknown) => run((objects) => objects.put(value, name)),
  remove: (name: string | IDBKeyRange) => run((objects) => objects.delete(name)),
  list: <T>(names: IDBKeyRange) => run<T[]>((objects) => objects.getAll(names)),
};

/** All names that begin so. */
export const beginning = (start: string) => IDBKeyRange.bound(start, `${start}\uffff`);
