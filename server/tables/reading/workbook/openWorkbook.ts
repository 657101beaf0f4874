/** A workbook, read in a thread of its own so that the server can answer meanwhile, with little memory to unpack into. */
import { Worker } from 'node:worker_threads';
import type { RawRow } from '../rawRow.ts';
import { threadReply } from '../threadReply.ts';
import { UnreadableFile } from '../unreadable.ts';
import type { Reply, Request, WorksheetStart } from './threadMessages.ts';

export interface OpenWorkbook {
  worksheets: WorksheetStart[];
  /** All filled rows of one worksheet; read once. @throws UnreadableFile */
  rowsOf(worksheet: number): AsyncGenerator<RawRow>;
  close(): Promise<void>;
}

/** What gets past the bound on unpacked bytes ends its thread, not the process. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

/** @throws UnreadableFile */
export async function openWorkbook(bytes: Buffer): Promise<OpenWorkbook> {
  const thread = new Worker(new URL('./workbookThread.mjs', import.meta.url), {
    workerData: bytes,
    resourceLimits,
  });
  const reply = replyReader(thread);
  const close = async () => {
    await thread.terminate();
  };
  const first = await reply().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if (!('worksheets' in first)) throw new UnreadableFile('damagedWorkbook');
  return {
    worksheets: first.worksheets,
    async *rowsOf(worksheet) {
      const ask = () => {
        thread.postMessage({ worksheet } satisfies Request);
        const asked = reply();
        // Whoever has enough closes the thread, and nobody waits for its reply.
        asked.catch(() => {});
        return asked;
      };
      let coming = ask();
      for (;;) {
        const next = await coming;
        if (!('rows' in next)) throw new UnreadableFile('damagedWorkbook');
        // The next rows are unpacked while these are used.
        if (!next.isEnd) coming = ask();
        yield* next.rows;
        if (next.isEnd) return;
      }
    },
    close,
  };
}

/** The next reply of the thread; a thread that ran out of memory or died gives none. */
function replyReader(thread: Worker): () => Promise<Reply> {
  let isGone = false;
  thread.once('exit', () => {
    isGone = true;
  });
  // Without a listener an error between two replies would end the process.
  thread.on('error', () => {});
  return async () => {
    if (isGone) throw new UnreadableFile('damagedWorkbook');
    const reply = await threadReply<Reply>(thread);
    if (reply === null) throw new UnreadableFile('damagedWorkbook');
    if ('reason' in reply) throw new UnreadableFile(reply.reason);
    return reply;
  };
}
