/**
 * Complete submissions: page, signature, ballot, stored for good. The yardstick is the floor (`submissions/floor.ts`) on the same
 * machine in the same minutes, with the same clients. What the clients themselves compute was computed before.
 */
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, waveId } from './submissions/prepare.ts';
import { type Figure, figure, type Measurement, quantile } from './support/figure.ts';
import {
  anonymousMb,
  cpuMs,
  type Running,
  run,
  startProgram,
  startServer,
  watchMemory,
} from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';

const program = (name: string) => fileURLToPath(new URL(`./submissions/${name}.ts`, import.meta.url));
const levels = [8, 32, 256];
const warmUp = 150;

interface Load {
  perSecond: number;
  /** Of the serving process, for one submission. */
  cpuMs: number;
  clientCpuMs: number;
  latencies: number[];
  page: number[];
  signing: number[];
  posting: number[];
}

export const submissions: Measurement = {
  name: 'submissions',
  title: 'Complete submissions (page, signature, durable ballot)',
  yardstick: 'bare Express, one write',
  async run(sizes, say) {
    const folders = temporaryFolders();
    const file = join(folders.root, 'submissions.json');
    try {
      say('preparing keys, codes and credentials');
      await prepare(folders, warmUp + levels.length * sizes.submissions, file);
      const figures: Figure[] = [];
      const server = await startServer(folders);
      const rest = anonymousMb(server.pid);
      const pageFile = join(folders.root, 'page');
      const encoding = await fetchPage(`${server.url}/w/${waveId}`, pageFile);
      const floor = await startProgram(program('floor'), [join(folders.root, 'floor'), pageFile, encoding]);
      const peak = watchMemory(server.pid);
      for (const each of [server, floor]) await load(each, file, 0, warmUp, 32);
      for (const [at, clients] of levels.entries()) {
        say(`${clients} clients`);
        const first = warmUp + at * sizes.submissions;
        const bare = await load(floor, file, first, first + sizes.submissions, clients);
        const ours = await load(server, file, first, first + sizes.submissions, clients);
        say(`${ours.perSecond.toFixed(0)} a second, the floor ${bare.perSecond.toFixed(0)}`);
        figures.push(...figuresOf(clients, ours, bare));
      }
      figures.push(figure('anonymous memory of the server, at rest', 'MB', rest));
      figures.push(figure('anonymous memory of the server, peak under load', 'MB', peak()));
      await server.stop();
      await floor.stop();
      return figures;
    } finally {
      folders.remove();
    }
  },
};

/** Stores the page as it is sent, with its encoding. */
function fetchPage(url: string, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'Accept-Encoding': 'br, gzip', Accept: 'text/html' } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      if (response.statusCode !== 200) return reject(new Error(`the page answered ${response.statusCode}`));
      writeFileSync(file, Buffer.concat(chunks));
      resolve(response.headers['content-encoding'] ?? 'identity');
    })
      .once('error', reject)
      .end();
  });
}

async function load(
  server: Running,
  file: string,
  first: number,
  end: number,
  clients: number,
): Promise<Load> {
  const before = cpuMs(server.pid);
  const args = [
    '--import',
    'tsx',
    program('client'),
    server.url,
    file,
    String(first),
    String(end),
    String(clients),
  ];
  const { stdout } = await run(args);
  const used = cpuMs(server.pid) - before;
  const found = JSON.parse(stdout);
  const count = end - first;
  if (found.failures > 0) throw new Error(`${found.failures} of ${3 * count} requests failed`);
  return {
    ...found,
    perSecond: (1000 * count) / found.ms,
    cpuMs: used / count,
    clientCpuMs: found.cpuMs / count,
  };
}

function figuresOf(clients: number, ours: Load, bare: Load): Figure[] {
  const of = (name: string, unit: string, value: (load: Load) => number) =>
    figure(`${clients} clients: ${name}`, unit, value(ours), value(bare));
  return [
    of('submissions', '/s', ({ perSecond }) => perSecond),
    of('server CPU a submission', 'ms', (each) => each.cpuMs),
    of('p50 of a submission', 'ms', ({ latencies }) => quantile(latencies, 0.5)),
    of('p95 of a submission', 'ms', ({ latencies }) => quantile(latencies, 0.95)),
    of('p99 of a submission', 'ms', ({ latencies }) => quantile(latencies, 0.99)),
    of('p50 of the page', 'ms', ({ page }) => quantile(page, 0.5)),
    of('p50 of the signature', 'ms', ({ signing }) => quantile(signing, 0.5)),
    of('p50 of the ballot', 'ms', ({ posting }) => quantile(posting, 0.5)),
    of('clients’ own CPU a submission', 'ms', ({ clientCpuMs }) => clientCpuMs),
  ];
}
