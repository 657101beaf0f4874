/** A thread that counts: it opens, stores and tallies the units that it is told, one after another, through a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { connectThread } from '../../database/connect.ts';
import type { CountReply, CountRequest, CountThreadData } from './countThreads.ts';
import { countWork } from './countWork.ts';

const { uri, keyDir, wave } = workerData as CountThreadData;
const reply = (answer: CountReply) => parentPort?.postMessage(answer);

await connectThread(uri);
const work = await countWork(keyDir, wave);

async function handle(order: CountRequest): Promise<void> {
  if ('unit' in order) await work.countUnit(order.unit);
  else await work.publish(order.invited);
}

parentPort?.on('message', (order: CountRequest) => {
  handle(order).then(
    () => reply({ done: true }),
    (error: Error) => reply({ failure: error.message }),
  );
});
