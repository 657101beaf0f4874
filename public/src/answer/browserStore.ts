/**
 * What the browser stores: IndexedDB, because the page and the service worker can both use it, and because only there can
 * a script wait until a write is on the disk. A killed browser or an empty battery loses nothing. Browsers take it away: iOS loses
 * the connection, private windows refuse it or never answer. Then every request fails in good time, and the page says so.
 */
const maxWaitMs = 4000;
let opened: Promise<IDBDatabase> | undefined;

const forget = () => {
  opened = undefined;
};

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Whatever version is there, a newer one too: the server may have gone back to an earlier build.
    const opening = indexedDB.open('answering');
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
    opening.onsuccess = () => {
      opening.result.onclose = forget;
      // A tab of a newer build, or the browser's own clearing, waits until every other has let go.
      opening.result.onversionchange = () => {
        opening.result.close();
        forget();
      };
      resolve(opening.result);
      // For those who ask after a wait that was too short.
      opened = Promise.resolve(opening.result);
    };
    opening.onerror = () => {
      forget();
      reject(opening.error);
    };
    setTimeout(reject, maxWaitMs);
  });
}

async function attempt<T>(request: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  opened ??= open();
  const database = await opened;
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction('kept', 'readwrite', { durability: 'strict' });
    const reply = request(transaction.objectStore('kept'));
    transaction.oncomplete = () => resolve(reply.result);
    transaction.onabort = () => reject(transaction.error);
    setTimeout(reject, maxWaitMs);
  }).catch((error) => {
    forget();
    throw error;
  });
}

/** Once more where it failed, because a lost connection can be opened anew. */
const run = <T>(request: (objects: IDBObjectStore) => IDBRequest<T>) =>
  attempt(request).catch(() => attempt(request));

export const store = {
  read: <T>(name: string) => run<T | undefined>((objects) => objects.get(name)),
  write: (name: string, value: unknown) => run((objects) => objects.put(value, name)),
  remove: (name: string | IDBKeyRange) => run((objects) => objects.delete(name)),
  list: <T>(names: IDBKeyRange) => run<T[]>((objects) => objects.getAll(names)),
};

/** All names that begin so. */
export const beginning = (start: string) => IDBKeyRange.bound(start, `${start}\uffff`);
