/**
 * What the browser keeps: IndexedDB, because the page and the service worker both reach it, and because only there can a
 * write be asked to lie on the disk before it counts as done. A killed browser or an empty battery loses nothing.
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

async function run<T>(request: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction('kept', 'readwrite', { durability: 'strict' });
  const asked = request(transaction.objectStore('kept'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const store = {
  read: <T>(name: string) => run<T | undefined>((kept) => kept.get(name)),
  write: (name: string, value: unknown) => run((kept) => kept.put(value, name)),
  remove: (name: string | IDBKeyRange) => run((kept) => kept.delete(name)),
  list: <T>(names: IDBKeyRange) => run<T[]>((kept) => kept.getAll(names)),
};

/** All names that begin so. */
export const beginning = (start: string) => IDBKeyRange.bound(start, `${start}\uffff`);
