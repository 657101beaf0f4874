/**
 * The kit of a wave: all documents of 34 and of 68 offices and the yearly book, made by the command line, in time, processor time and memory; and how
 * long the page of the questionnaire waits on the server while the button makes the same. Only tallies are stored, those of 10,000 people.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { publishWaveReports } from '../server/reports/making/publishWaveReports.ts';
import { saveTally } from '../server/reports/tally/tallyModel.ts';
import { WaveModel } from '../server/waves/wave.ts';
import { createReader, signIn, talliesOf } from './reports.ts';
import { fetchRaw } from './support/fetchRaw.ts';
import { type Figure, figure, type Measurement, quantile } from './support/figure.ts';
import { type Running, runCommand, startServer } from './support/processes.ts';
import { offices, temporaryFolders, waveOf } from './support/province.ts';
import { withStore } from './support/withStore.ts';

const people = 10_000;
const sizes = [34, 68];
const restMs = 3000;
const betweenMs = 25;

export const kit: Measurement = {
  name: 'kit',
  title: 'The kit of a wave: five documents an office and the yearly book',
  yardstick: 'of 34 offices; at rest',
  async run(_sizes, say) {
    const folders = temporaryFolders();
    try {
      say('publishing reports');
      await withStore(folders.dataDir, async () => {
        for (const count of sizes) await publish(count);
        await createReader('analyst');
      });
      const figures: Figure[] = [];
      let half: Awaited<ReturnType<typeof runCommand>> | undefined;
      for (const count of sizes) {
        say(`making the kit of ${count} offices`);
        const ran = await runCommand(
          ['kit', '--wave', `wave${count}`, '--out', join(folders.root, `kit${count}`)],
          folders,
        );
        figures.push(
          figure(`${count} offices`, 's', ran.ms / 1000, half && half.ms / 1000),
          figure(`${count} offices, processor time`, 's', ran.cpuMs / 1000, half && half.cpuMs / 1000),
          figure(`${count} offices, peak of memory`, 'MB', ran.peakMb, half?.peakMb),
        );
        half ??= ran;
      }
      const server = await startServer(folders);
      say('asking for pages while the button makes it');
      const [rest, making] = await pagesMeanwhile(server);
      await server.stop();
      for (const share of [0.5, 0.95])
        figures.push(
          figure(
            `a page while it is made, p${100 * share}`,
            'ms',
            quantile(making, share),
            quantile(rest, share),
          ),
        );
      return figures;
    } finally {
      folders.remove();
    }
  },
};

async function publish(count: number): Promise<void> {
  const id = `wave${count}`;
  const places = offices(120).slice(0, count);
  const released = {
    state: 'released',
    imported: true,
    releasedTo: ['managers', 'employees'],
    launchedAt: null,
  } as const;
  await WaveModel.create(waveOf(id, { ...released, releasedTo: [...released.releasedTo], offices: places }));
  const tallies = talliesOf(people);
  for (const [at, { code }] of places.entries()) await saveTally(id, code, tallies[at]!);
  await publishWaveReports(id);
}

/** How long pages take at rest, and while the kit is made. */
async function pagesMeanwhile(server: Running): Promise<[rest: number[], making: number[]]> {
  const cookie = await signIn(server, 'analyst');
  const address = `${server.url}/desk/reports/wave68/kit`;
  const rest: number[] = [];
  const until = performance.now() + restMs;
  while (performance.now() < until) rest.push(await wait(server));
  const { text } = await fetchRaw(address, { Cookie: cookie });
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const headers = { Cookie: cookie, Origin: server.url };
  await fetch(address, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ _csrf }) });
  const making: number[] = [];
  for (let asked = 0; ; asked += 1) {
    making.push(await wait(server));
    if (asked % 40 === 39 && !(await fetchRaw(address, { Cookie: cookie })).text.includes('kit-progress'))
      break;
  }
  return [rest, making];
}

async function wait({ url }: Running): Promise<number> {
  const began = performance.now();
  const { status } = await fetchRaw(`${url}/privacy`);
  if (status !== 200) throw new Error(`a page answered ${status}`);
  const took = performance.now() - began;
  await pause(betweenMs);
  return took;
}
