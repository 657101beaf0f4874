/** `npm run demo`: the system on temporary folders, filled with the demo province; prints the address and how to sign in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { demoPassword, demoPeople } from '../demo/demoPeople.ts';
import { seedDemo } from '../demo/seedDemo.ts';
import { runServer } from './runServer.ts';
import type { RunningServer } from './serve.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Removes the store and the keys when the demo stops, even while it is being filled. */
export async function runDemo(given: Config, stopping: AbortSignal): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'farhangsanj-demo-'));
  const config = {
    ...given,
    mongodbUri: undefined,
    dataDir: join(folder, 'data'),
    keyDir: join(folder, 'keys'),
  };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const startedAt = Date.now();
  let made: Awaited<ReturnType<typeof seedDemo>> | undefined;
  const fill = async () => {
    made = await seedDemo(config, systemClock.now(), progressLine(stopping));
  };
  const served = await runServer({ config, seed: fill, say: () => undefined, stopping }).catch((error) => {
    remove();
    throw error;
  });
  say(`\nThe demo province is ready after ${Math.round((Date.now() - startedAt) / 1000)} s: ${served.url}\n`);
  say(`Sign in at ${served.url}/desk, password of all: ${demoPassword}`);
  for (const { username, role, displayName } of demoPeople)
    say(`  ${username.padEnd(10)} ${role.padEnd(14)} ${displayName}`);
  say('\nPersonal answer links of the running wave (each works once):');
  for (const { office, code } of made?.codes ?? [])
    say(`  ${served.url}/w/${made?.wave}#${code}   ${office}`);
  say('\nStop with Ctrl+C; nothing of the demo is kept.');
  return {
    url: served.url,
    stop: async () => {
      await served.stop();
      remove();
    },
  };
}

/** One line for each step on a terminal that can rewrite lines, otherwise only the end of each step. Throws once the demo should stop. */
function progressLine(stopping: AbortSignal) {
  return (step: string, done: number, all: number) => {
    stopping.throwIfAborted();
    if (process.stdout.isTTY)
      process.stdout.write(`\r\u001b[K${step}: ${done} of ${all}${done === all ? '\n' : ''}`);
    else if (done === all) say(`${step}: done`);
  };
}
