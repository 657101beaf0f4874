/** The demo province in a folder that is kept between starts, with pages that reload themselves when something was changed. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { demoContact } from '../demo/demoPeople.ts';
import { seedDemo } from '../demo/seedDemo.ts';
import { projectRoot } from '../projectRoot.ts';
import { type DemoLinks, demoLines, progressLine } from './demoLines.ts';
import { liveReload } from './liveReload.ts';
import { runServer } from './runServer.ts';
import type { RunningServer } from './serve.ts';

const folder = join(projectRoot, 'data-dev');
/** Written when the province is complete. */
const linksFile = join(folder, 'links.json');
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** A province whose making was broken off is made anew. Messages from the parent process reload the pages that are open. */
export async function runDev(given: Config, stopping: AbortSignal): Promise<RunningServer> {
  const places = { dataDir: join(folder, 'data'), keyDir: join(folder, 'keys') };
  const contact = given.contact || demoContact;
  const config = { ...given, ...places, contact, mongodbUri: undefined, workers: 1 };
  const kept = existsSync(linksFile);
  if (!kept) rmSync(folder, { recursive: true, force: true });
  const seed = async () => {
    if (kept) return;
    const links = await seedDemo(config, systemClock.now(), progressLine(say, stopping));
    writeFileSync(linksFile, JSON.stringify(links));
  };
  const reloading = liveReload();
  const served = await runServer({
    config,
    program: import.meta.url,
    seed,
    say: () => undefined,
    stopping,
    wrap: reloading.wrap,
  });
  process.on('message', reloading.reload);
  process.send?.('ready');
  const links = JSON.parse(readFileSync(linksFile, 'utf8')) as DemoLinks;
  if (process.argv.includes('first')) introduce(served.url, links);
  return {
    url: served.url,
    stop: async () => {
      reloading.close();
      await served.stop();
    },
  };
}

function introduce(url: string, links: DemoLinks): void {
  const madeOn = statSync(linksFile).mtime.toLocaleDateString('en-CA');
  say(`\nThe demo province of ${madeOn}: ${url}\n`);
  for (const line of demoLines(url, links)) say(line);
  say(
    '\nIt is kept in data-dev/; `npm run dev -- --fresh` makes it anew. Saved files are seen at once. Stop with Ctrl+C.',
  );
}
