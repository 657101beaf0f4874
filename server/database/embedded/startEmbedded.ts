// Starts the embedded store in a worker thread and tells where it listens. Other processes of the product connect
// to the same address, which is also kept in the folder's file `uri`; only this process opens the data files.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lockFolder } from './folderLock.ts';
import type { Verification } from './maintenance/verifyStore.ts';
import { startWorker } from './startWorker.ts';
import { checkDataFile, orDamaged } from './storage/checkDataFile.ts';
import { removeExchangeMark } from './storage/fileReaders.ts';
import { destroyLeftovers } from './storage/rewriteInto.ts';

export interface Embedded {
  /** What `mongoose.connect` or a MongoClient takes. */
  uri: string;
  /** Checks documents and indexes against each other. */
  verify(): Promise<Verification>;
  /** Removes what the TTL indexes let expire at `now` (this also happens every minute); returns how many. */
  expireDocuments(now: Date): Promise<number>;
  /** Finishes what is running, then releases the folder. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  folder: string;
  /** Called when the store stops although nobody closed it; by default the process ends with the error. */
  onFailure?(error: Error): void;
}

const fail = (error: Error): never => {
  throw error;
};

// sun_path holds 108 bytes on Linux and 104 elsewhere.
const maxSocketPathBytes = 100;

/**
 * Starts the store on `folder` (made when missing). Throws FolderInUse when a living process owns it,
 * DamagedStore when its file is not whole, UnreadableStore when it may not be read.
 */
export async function startEmbedded({ folder, onFailure = fail }: EmbeddedOptions): Promise<Embedded> {
  const home = resolve(folder);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const unlock = lockFolder(home);
  const socket = socketIn(home);
  const release = () => {
    socket.remove();
    rmSync(join(home, 'uri'), { force: true });
    unlock();
  };
  try {
    removeExchangeMark(home);
    await destroyLeftovers(home);
    checkDataFile(home);
    const worker = await orDamaged(home, () => startWorker(home, socket.path, onFailure));
    const uri = `mongodb://${encodeURIComponent(socket.path)}/farhangsanj?directConnection=true&retryWrites=false&retryReads=false&socketTimeoutMS=0`;
    writeFileSync(join(home, 'uri'), `${uri}\n`, { mode: 0o600 });
    const releaseAtExit = () => {
      worker.stopCommits();
      release();
    };
    process.once('exit', releaseAtExit);
    let closing: Promise<void> | undefined;
    const close = async () => {
      await worker.ask('close');
      process.removeListener('exit', releaseAtExit);
      release();
    };
    return {
      uri,
      verify: () => worker.ask('verify'),
      expireDocuments: (now) => worker.ask('expireDocuments', now),
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** A free socket path, ending in .sock as the driver asks of a host that is one: in the folder, or in a private one of its own when that path is too long. */
function socketIn(home: string): { path: string; remove(): void } {
  const inside = join(home, 'store.sock');
  if (Buffer.byteLength(inside) <= maxSocketPathBytes) {
    rmSync(inside, { force: true });
    return { path: inside, remove: () => rmSync(inside, { force: true }) };
  }
  const short = mkdtempSync(join(tmpdir(), 'farhangsanj-'));
  return { path: join(short, 'store.sock'), remove: () => rmSync(short, { recursive: true, force: true }) };
}
