/** A thread that counts: it opens, stores and tallies the units that it is told, one after another, through a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { connectThread } from '../../database/connect.ts';
import type { CountAnswer, CountOrder, CountThreadData } from './countThreads.ts';
import { countWork } from './countWork.ts';

const { uri, keyDir, wave } = workerData as CountThreadData;
const say = (answer: CountAnswer) => parentPort?.postMessage(answer);

await connectThread(uri);
const work = await countWork(keyDir, wave);

async function obey(order: CountOrder): Promise<void> {
  if ('unit' in order) await work.unit(order.unit);
  else await work.publish(order.invited);
}

parentPort?.on('message', (order: CountOrder) => {
  obey(order).then(
    () => say({ done: true }),
    (error: Error) => say({ failure: error.message }),
  );
});
