/** A thread of the count: it opens, stores and tallies the units that it is asked for, one after another, over its own connection. */
import { parentPort, workerData } from 'node:worker_threads';
import { connectThread } from '../../database/connect.ts';
import { countWork } from './countWork.ts';

export interface CountThreadData {
  uri: string;
  keyDir: string;
  wave: string;
}
export type CountRequest = { unit: string } | { invited: ReadonlyMap<string, number> };
export type CountReply = { done: true } | { failure: string };

const { uri, keyDir, wave } = workerData as CountThreadData;
const reply = (answer: CountReply) => parentPort?.postMessage(answer);

await connectThread(uri);
const work = await countWork(keyDir, wave);

async function handle(request: CountRequest): Promise<void> {
  if ('unit' in request) await work.countUnit(request.unit);
  else await work.publish(request.invited);
}

parentPort?.on('message', (request: CountRequest) => {
  handle(request).then(
    () => reply({ done: true }),
    (error: Error) => reply({ failure: error.message }),
  );
});
