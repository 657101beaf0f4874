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
/** So many until the compiler of the language has seen everything often enough. */
const warmUp = 2000;
/** Processes that answer: as `npm start` does without a setting, and one for each core of a small machine. */
const processes = [1, 2];

interface Load {
  perSecond: number;
  /** Of the serving process and its workers, for one submission. */
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
      const perServer = warmUp + levels.length * sizes.submissions;
      await prepare(folders, processes.length * perServer, file);
      const figures: Figure[] = [];
      for (const [at, workers] of processes.entries()) {
        const given = { folders, file, first: at * perServer, count: sizes.submissions, workers };
        figures.push(...(await measure(given, say)));
      }
      return figures;
    } finally {
      folders.remove();
    }
  },
};

interface Given {
  folders: ReturnType<typeof temporaryFolders>;
  file: string;
  /** The first of the prepared submissions that are still to be sent. */
  first: number;
  /** How many at each number of clients. */
  count: number;
  workers: number;
}

/** One server beside one floor, with 8, 32 and 256 clients in turn. */
async function measure(
  { folders, file, first, count, workers }: Given,
  say: (line: string) => void,
): Promise<Figure[]> {
  const server = await startServer(folders, { WORKERS: String(workers) });
  const rest = anonymousMb(server.pid);
  const pageFile = join(folders.root, 'page');
  // The second time it is the page that is kept packed.
  await fetchPage(`${server.url}/w/${waveId}`, pageFile);
  const encoding = await fetchPage(`${server.url}/w/${waveId}`, pageFile);
  const floorFolder = join(folders.root, `floor${workers}`);
  const floor = await startProgram(program('floor'), [floorFolder, pageFile, encoding]);
  const peak = watchMemory(server.pid);
  const name = workers > 1 ? `${workers} workers, ` : '';
  try {
    const figures: Figure[] = [];
    for (const each of [server, floor]) await load(each, file, first, first + warmUp, 32);
    for (const [at, clients] of levels.entries()) {
      const from = first + warmUp + at * count;
      const bare = await load(floor, file, from, from + count, clients);
      const ours = await load(server, file, from, from + count, clients);
      say(
        `${name}${clients} clients: ${ours.perSecond.toFixed(0)}/s, the floor ${bare.perSecond.toFixed(0)}`,
      );
      figures.push(...figuresOf(`${name}${clients} clients`, ours, bare));
    }
    figures.push(figure(`${name}anonymous memory, at rest`, 'MB', rest));
    figures.push(figure(`${name}anonymous memory, peak under load`, 'MB', peak()));
    return figures;
  } finally {
    await server.stop();
    await floor.stop();
  }
}

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

function figuresOf(prefix: string, ours: Load, bare: Load): Figure[] {
  const of = (name: string, unit: string, value: (load: Load) => number) =>
    figure(`${prefix}: ${name}`, unit, value(ours), value(bare));
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
