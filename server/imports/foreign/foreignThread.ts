/** The thread that reads and maps a foreign table: one task, one reply, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import type { ForeignReply, ForeignTask } from './foreignTask.ts';
import { mapForeign } from './mapForeign.ts';
import { headingMatcher } from './matchHeadings.ts';
import { surveyForeign } from './readForeign.ts';

async function replyTo({ bytes, known, remembered, mapping }: ForeignTask): Promise<ForeignReply> {
  try {
    const match = headingMatcher(known, remembered);
    const file = Buffer.from(bytes);
    return mapping
      ? { mapped: await mapForeign(file, match, known, mapping) }
      : { survey: await surveyForeign(file, match) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { reason: error.reason, line: error.line, column: error.column };
  }
}

parentPort!.postMessage(await replyTo(workerData as ForeignTask));
