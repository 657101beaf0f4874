/** What a thread that reads a file says next. One that ends first, for whatever reason, says nothing and keeps nobody waiting. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { reasonOfThreadEnd } from './unreadable.ts';

/** @returns null where the thread ended before it had answered. @throws UnreadableFile where it needed too much memory */
export async function threadReply<Reply>(thread: Worker): Promise<Reply | null> {
  const stopped = new AbortController();
  const { signal } = stopped;
  try {
    return await Promise.race([
      once(thread, 'message', { signal }).then(([message]) => message as Reply),
      once(thread, 'exit', { signal }).then(() => null),
    ]);
  } catch (error) {
    throw reasonOfThreadEnd(error);
  } finally {
    stopped.abort();
  }
}
