/** Starts the thread that reads and maps a foreign table, so that ten thousand rows keep nobody else waiting. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UnreadableFile, type UnreadableReason } from '../../tables/reading/unreadable.ts';
import type { Known } from './known.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import type { ForeignTable } from './readForeign.ts';

export interface ForeignTask {
  bytes: Uint8Array;
  known: Known;
  /** Targets by the words of a heading, as a person has mapped it before. */
  remembered: ReadonlyMap<string, string>;
  /** Null to look at the columns only. */
  mapping: Mapping | null;
}

export type ForeignReply =
  | { survey: ForeignTable }
  | { mapped: MappedForeign }
  | { reason: UnreadableReason; line: number; column: number };

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
    if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new UnreadableFile('tooLarge');
    throw error;
  } finally {
    await thread.terminate();
  }
}

/** @throws UnreadableFile */
export async function surveyInThread(task: Omit<ForeignTask, 'mapping'>): Promise<ForeignTable> {
  return ((await run({ ...task, mapping: null })) as { survey: ForeignTable }).survey;
}

/** @throws UnreadableFile */
export async function mapInThread(task: ForeignTask & { mapping: Mapping }): Promise<MappedForeign> {
  return ((await run(task)) as { mapped: MappedForeign }).mapped;
}
