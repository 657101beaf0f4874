/** The entry of `npm run dev`, started anew by server/build/dev.mjs after each change of the server; in no build that people run. */
import { readConfig } from '../config.ts';
import { runDev } from './runDev.ts';
import { runMain } from './runMain.ts';

await runMain((stopping) => runDev(readConfig(), stopping));
