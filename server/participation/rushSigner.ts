/**
 * The signature is by far the most work of an answering request. While many people answer, a separate thread makes signatures on
 * another core; it ends some seconds after the rush, together with its copies of the keys. Without it, or when it fails, the calling
 * thread signs; so does each of several processes (WORKERS), which share the cores already.
 */
import cluster from 'node:cluster';
import type { KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { blindSign } from './blindSign.ts';
import type { SigningReply, SigningRequest } from './signingThread.ts';

interface Waiting {
  key: KeyObject;
  blinded: Buffer;
  resolve(signature: Buffer): void;
  reject(error: unknown): void;
}

const idleMs = 10_000;
const rushPerSecond = 30;

/**
 * @param isRush called for each signature; true when starting a thread is worthwhile
 * @param onReady called when a thread takes over
 */
export function rushSigner(isRush: () => boolean, onReady: () => void = () => undefined) {
  let thread: ReturnType<typeof startThread> | undefined;
  return async (key: KeyObject, blinded: Buffer): Promise<Buffer> => {
    if (!thread && isRush()) {
      thread = startThread(onReady, () => {
        thread = undefined;
      });
    }
    return thread?.isReady() ? thread.sign(key, blinded) : blindSign(key, blinded);
  };
}

/** One for the process, because it is about its cores; keys are passed in, so no app sees another's. */
export const signInRush = rushSigner(rushCounter());

function rushCounter(): () => boolean {
  let [second, signed] = [0, 0];
  return () => {
    const now = Math.floor(performance.now() / 1000);
    signed = now === second ? signed + 1 : 1;
    second = now;
    return signed > rushPerSecond && availableParallelism() > 1 && !cluster.isWorker;
  };
}

/** Copies the bytes: a small buffer is a view of memory shared with other requests, and a message would carry all of it. */
const copyOf = (bytes: Buffer) => new Uint8Array(bytes);

function startThread(onReady: () => void, onEnd: () => void) {
  const worker = new Worker(new URL('./signingThread.mjs', import.meta.url));
  worker.unref();
  const waiting = new Map<number, Waiting>();
  const keyIds = new Map<KeyObject, number>();
  let requests: SigningRequest[] = [];
  let [lastId, ready] = [0, false];
  const idle = setTimeout(() => void worker.terminate(), idleMs).unref();
  worker.once('online', () => {
    ready = true;
    onReady();
  });
  worker.on('message', (signed: SigningReply) => {
    const one = waiting.get(signed.id);
    waiting.delete(signed.id);
    if ('failure' in signed) one?.reject(new Error(signed.failure));
    else one?.resolve(Buffer.from(signed.signature));
  });
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    ready = false;
    clearTimeout(idle);
    onEnd();
    for (const { key, blinded, resolve, reject } of waiting.values()) {
      new Promise<Buffer>((done) => done(blindSign(key, blinded))).then(resolve, reject);
    }
  });
  const flush = () => {
    worker.postMessage(requests);
    requests = [];
  };
  const enqueue = (key: KeyObject, blinded: Buffer) => {
    const known = keyIds.get(key);
    const keyId = known ?? keyIds.size;
    keyIds.set(key, keyId);
    lastId += 1;
    if (requests.length === 0) setImmediate(flush);
    requests.push({ id: lastId, keyId, blinded: copyOf(blinded), ...(known === undefined && { key }) });
    return lastId;
  };
  return {
    isReady: () => ready,
    sign(key: KeyObject, blinded: Buffer): Promise<Buffer> {
      idle.refresh();
      return new Promise((resolve, reject) => {
        waiting.set(enqueue(key, blinded), { key, blinded, resolve, reject });
      });
    },
  };
}
