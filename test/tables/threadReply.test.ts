/** A thread that reads a file and ends without an answer keeps nobody waiting, however it ends. */
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { answerOf } from '../../server/imports/foreign/foreignTask.ts';
import { threadReply } from '../../server/tables/reading/threadReply.ts';

const thread = (program: string) => new Worker(program, { eval: true });

describe('the reply of a thread', () => {
  it('is what it says first', async () => {
    const said = thread("require('node:worker_threads').parentPort.postMessage({ reason: 'empty' })");
    assert.deepEqual(await threadReply(said), { reason: 'empty' });
  });

  it('is nothing where it ends, and an error where it throws', async () => {
    assert.equal(await threadReply(thread('process.exit(0)')), null);
    await assert.rejects(threadReply(thread("throw new Error('torn')")), /torn/);
  });

  it('lets the reading of a foreign table fail instead of waiting for ever', async () => {
    await assert.rejects(answerOf(thread('process.exit(0)')), /ended before it had answered/);
  });
});
