/** The entry of `npm start`. The only file with side effects when it is loaded. */
import cluster from 'node:cluster';
import { readConfig } from './config.ts';
import { runMain } from './runMain.ts';
import { runServer } from './runServer.ts';
import { runWorker } from './workers.ts';

if (cluster.isWorker) await runWorker();
else await runMain(async () => runServer({ config: readConfig() }));
