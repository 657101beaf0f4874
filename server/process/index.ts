/** The entry of `npm start` and `npm run demo`. The only file with side effects when it is loaded. */
import cluster from 'node:cluster';
import { readConfig } from '../config.ts';
import { logCrashes } from './logCrashes.ts';
import { runMain } from './runMain.ts';
import { runServer } from './runServer.ts';
import { runWorker } from './runWorker.ts';

logCrashes();
if (cluster.isWorker) await runWorker();
else if (process.argv[2] === 'demo') {
  const { runDemo } = await import('./runDemo.ts');
  await runMain(async (stopping) => runDemo(readConfig(), import.meta.url, stopping));
} else
  await runMain(async (stopping) => runServer({ config: readConfig(), program: import.meta.url, stopping }));
