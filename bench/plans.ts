/**
 * Pages of plans and suggestions, from the real server: 68 offices in two released waves with 200 plans between them, one dimension drawn by
 * lot, and 5,000 suggestions of one office, of which one in twenty is open. The yardstick is the first page of the desk.
 */
import {
  chosen,
  drawn,
  planCount,
  publishWaves,
  storePlans,
  storeSuggestions,
  suggestionCount,
} from './plans/stored.ts';
import { createReader, signIn } from './reports.ts';
import { fetchRaw } from './support/fetchRaw.ts';
import { type Figure, figure, type Measurement, median, quantile } from './support/figure.ts';
import { cpuMs, type Running, startServer } from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';
import { withStore } from './support/withStore.ts';

const times = 40;

export const plans: Measurement = {
  name: 'plans',
  title: `Pages of plans (${planCount}) and suggestions (${suggestionCount.toLocaleString('en')})`,
  yardstick: 'first page of the desk',
  async run(_sizes, say) {
    const folders = temporaryFolders();
    try {
      await withStore(folders.dataDir, async () => {
        say('publishing the reports of two waves');
        await publishWaves();
        await storePlans();
        say(`sealing ${suggestionCount} suggestions`);
        await storeSuggestions(folders.keyDir);
        await createReader('manager', [{ office: 'o0', from: null, to: null }]);
      });
      const server = await startServer(folders);
      const cookie = await signIn(server, 'manager');
      say('asking for pages');
      const atRest = median(await waits(server, cookie, '/desk'));
      const figures: Figure[] = [];
      for (const [name, path] of Object.entries(visited)) {
        const began = cpuMs(server.pid);
        const took = await waits(server, cookie, path);
        const cpu = (cpuMs(server.pid) - began) / took.length;
        figures.push(figure(name, 'ms', median(took), atRest));
        figures.push(figure(`${name}, p95`, 'ms', quantile(took, 0.95)));
        // What a busy machine does not change.
        figures.push(figure(`${name}, processor time`, 'ms', cpu));
      }
      await server.stop();
      return figures;
    } finally {
      folders.remove();
    }
  },
};

const visited = {
  'from a priority to a plan': `/desk/plans/new?wave=second&office=o30&scope=own&dimension=${chosen}`,
  'a plan': '/desk/plans/plan0',
  'a plan after the next wave': `/desk/plans/plan${planCount - 1}`,
  'the list of plans': '/desk/plans',
  'a new draw': `/desk/plans/draws/new?wave=second&dimension=${chosen}`,
  'a draw': `/desk/plans/draws/first/${drawn}`,
  'did plans help?': '/desk/plans/effects/second',
  'the list of suggestions': '/desk/suggestions',
  'its last pages': '/desk/suggestions?page=120',
  'a suggestion': '/desk/suggestions/r0',
  'what was taken up, for everyone': '/suggestions',
  'the form of a suggestion': '/suggestions/new',
};

async function waits({ url }: Running, cookie: string, path: string): Promise<number[]> {
  const took: number[] = [];
  // The first is not counted: it compiles the template.
  for (let time = 0; time <= times; time += 1) {
    const { status, ms } = await fetchRaw(`${url}${path}`, { Cookie: cookie });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    if (time > 0) took.push(ms);
  }
  return took;
}
