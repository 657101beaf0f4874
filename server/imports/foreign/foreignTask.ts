/** Starts the thread that reads or maps a foreign table, so that ten thousand rows keep nobody else waiting. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { reasonOfThreadEnd, UnreadableFile } from '../../tables/reading/unreadable.ts';
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
    const [reply] = (await once(thread, 'message')) as [ForeignReply];
    if ('reason' in reply) throw new UnreadableFile(reply.reason, reply.line, reply.column);
    return reply;
  } catch (error) {
    throw reasonOfThreadEnd(error);
  } finally {
    await thread.terminate();
  }
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
