/** `npm run demo`: the system on temporary folders, filled with the demo province; prints the address and how to sign in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { demoContact } from '../demo/demoPeople.ts';
import { seedDemo } from '../demo/seedDemo.ts';
import { type DemoLinks, demoLines, progressLine } from './demoLines.ts';
import { runServer } from './runServer.ts';
import type { RunningServer } from './serve.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Removes the store and the keys when the demo stops, even while it is being filled. */
export async function runDemo(given: Config, program: string, stopping: AbortSignal): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'farhangsanj-demo-'));
  const config = {
    ...given,
    contact: given.contact || demoContact,
    mongodbUri: undefined,
    dataDir: join(folder, 'data'),
    keyDir: join(folder, 'keys'),
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const startedAt = Date.now();
  let made: DemoLinks | undefined;
  const fill = async () => {
    made = await seedDemo(config, systemClock.now(), progressLine(say, stopping));
  };
  const served = await runServer({ config, program, seed: fill, say: () => undefined, stopping }).catch(
    (error) => {
      remove();
      throw error;
    },
  );
  say(`\nThe demo province is ready after ${Math.round((Date.now() - startedAt) / 1000)} s: ${served.url}\n`);
  for (const line of demoLines(served.url, made)) say(line);
  say('\nStop with Ctrl+C; nothing of the demo is kept.');
  return {
    url: served.url,
    stop: async () => {
      await served.stop();
      remove();
    },
  };
}
