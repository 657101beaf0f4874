/** The thread that reads and maps a foreign table: one task, one reply, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import type { ForeignReply, ForeignTask } from './foreignMessages.ts';
import { mapForeign } from './mapForeign.ts';
import { headingMatcher } from './matchHeadings.ts';
import { readForeign } from './readForeign.ts';

async function replyTo({ known, bytes, table, mapping }: ForeignTask): Promise<ForeignReply> {
  try {
    return table
      ? { mapped: mapForeign(table, known, mapping!) }
      : { table: await readForeign(Buffer.from(bytes!), headingMatcher(known, new Map())) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { reason: error.reason, line: error.line, column: error.column };
  }
}

parentPort!.postMessage(await replyTo(workerData as ForeignTask));
