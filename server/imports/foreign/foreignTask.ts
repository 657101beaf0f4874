/** Starts the thread that reads or maps a foreign table, so that ten thousand rows keep nobody else waiting. */
import { Worker } from 'node:worker_threads';
import { threadReply } from '../../tables/reading/threadReply.ts';
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import type { ForeignReply, ForeignTask } from './foreignMessages.ts';
import type { Known } from './known.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import type { ForeignTable } from './readForeign.ts';

const resourceLimits = { maxOldGenerationSizeMb: 1024 };

async function run(task: ForeignTask): Promise<ForeignReply> {
  const thread = new Worker(new URL('./foreignThread.mjs', import.meta.url), {
    workerData: task,
    resourceLimits,
  });
  try {
    return await answerOf(thread);
  } finally {
    await thread.terminate();
  }
}

/** @throws UnreadableFile, or Error where the thread ended without a word */
export async function answerOf(thread: Worker): Promise<ForeignReply> {
  const reply = await threadReply<ForeignReply>(thread);
  if (reply === null) throw new Error('the thread of a foreign table ended before it had answered');
  if ('reason' in reply) throw new UnreadableFile(reply.reason, reply.line, reply.column);
  return reply;
}

/** @throws UnreadableFile */
export async function readInThread(bytes: Buffer, known: Known): Promise<ForeignTable> {
  return ((await run({ bytes, known })) as { table: ForeignTable }).table;
}

export async function mapInThread(
  table: ForeignTable,
  known: Known,
  mapping: Mapping,
): Promise<MappedForeign> {
  return ((await run({ table, known, mapping })) as { mapped: MappedForeign }).mapped;
}
