/**
 * Far more clients than the server can serve, for a minute: what is refused is told when to come again, memory stays flat, and the next
 * person is answered at once when it is over. Clients do not wait as told, which is worse than browsers do.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, waveId } from './submissions/prepare.ts';
import { fetchRaw } from './support/fetchRaw.ts';
import { type Figure, figure, type Measurement, quantile } from './support/figure.ts';
import { anonymousMb, run, startServer, watchMemory } from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';

const clients = 2048;
const program = fileURLToPath(new URL('./submissions/flood.ts', import.meta.url));

export const overload: Measurement = {
  name: 'overload',
  title: `${clients.toLocaleString('en')} clients that never wait`,
  yardstick: 'at rest, or in the first third',
  async run(sizes, say) {
    const folders = temporaryFolders();
    const file = join(folders.root, 'submissions.json');
    const seconds = sizes.responses >= 1_000_000 ? 60 : 10;
    try {
      say('preparing');
      await prepare(folders, 4000, file);
      const server = await startServer(folders);
      try {
        await fetchRaw(`${server.url}/w/${waveId}`);
        const rest = anonymousMb(server.pid);
        const thirds: number[] = [];
        let peak = watchMemory(server.pid);
        const timer = setInterval(
          () => {
            thirds.push(peak());
            peak = watchMemory(server.pid);
          },
          (seconds * 1000) / 3,
        );
        say(`flooding for ${seconds} s`);
        const { stdout } = await run([
          '--import',
          'tsx',
          program,
          server.url,
          file,
          String(clients),
          String(seconds),
        ]);
        clearInterval(timer);
        const found: Found = JSON.parse(stdout);
        const began = performance.now();
        const after = await fetchRaw(`${server.url}/w/${waveId}`);
        const recovery = performance.now() - began;
        if (after.status !== 200) throw new Error(`after the flood the page answered ${after.status}`);
        thirds.push(peak());
        return figures(found, { seconds, rest, thirds, recovery });
      } finally {
        await server.stop();
      }
    } finally {
      folders.remove();
    }
  },
};

interface Found {
  done: number;
  refused: number;
  withoutTime: number;
  other: number;
  refusals: number[];
}

interface Seen {
  seconds: number;
  rest: number;
  thirds: number[];
  recovery: number;
}

function figures(found: Found, { seconds, rest, thirds, recovery }: Seen): Figure[] {
  return [
    figure('requests answered', '/s', found.done / seconds),
    figure('requests refused with 503', '/s', found.refused / seconds),
    figure('refused without a time to come again', '', found.withoutTime),
    figure('lost connections and other answers', '', found.other),
    figure('p95 of a refusal', 'ms', quantile(found.refusals, 0.95)),
    figure('anonymous memory in the first third', 'MB', thirds[0] ?? Number.NaN, rest),
    figure('anonymous memory in the last third', 'MB', thirds[2] ?? Number.NaN, thirds[0]),
    figure('a page asked for when it is over', 'ms', recovery),
  ];
}
