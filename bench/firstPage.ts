/** What a phone on a weak line fetches before the first question can be answered: the page and all it names, from the real server. */
import { WaveModel } from '../server/waves/wave.ts';
import { type Fetched, fetchRaw } from './support/fetchRaw.ts';
import { figure, type Measurement, median } from './support/figure.ts';
import { openWave } from './support/openWave.ts';
import { startServer } from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';
import { withStore } from './support/withStore.ts';

const id = 'benchwave';
const times = 20;

export const firstPage: Measurement = {
  name: 'firstPage',
  title: 'First answering page (70 items, all in one document)',
  yardstick: 'LimeSurvey 6.14, 66 items',
  async run(_sizes, say) {
    const folders = temporaryFolders();
    try {
      say('one open wave');
      const wave = await openWave(id, folders.keyDir);
      await withStore(folders.dataDir, () => WaveModel.create(wave));
      const server = await startServer(folders);
      try {
        return figuresOf(await fetchAll(server.url));
      } finally {
        await server.stop();
      }
    } finally {
      folders.remove();
    }
  },
};

interface Arrived {
  page: Fetched;
  parts: Fetched[];
  fonts: Fetched[];
  /** Milliseconds for the page alone, asked for again and again. */
  waits: number[];
}

/** @throws Error when no style sheet names a font: the page would be measured lighter than it is */
async function fetchAll(url: string): Promise<Arrived> {
  const page = await fetchRaw(`${url}/w/${id}`);
  const addresses = namedIn(page.text).map((path) => `${url}${path}`);
  const parts = await Promise.all(addresses.map((address) => fetchRaw(address)));
  const named = parts.flatMap(({ text, type }, at) =>
    type.includes('css') ? fontsIn(text, addresses[at]!) : [],
  );
  if (named.length === 0) throw new Error(`no style sheet of ${url}/w/${id} names a font`);
  const fonts = await Promise.all([...new Set(named)].map((address) => fetchRaw(address)));
  const waits: number[] = [];
  for (let time = 0; time < times; time += 1) waits.push((await fetchRaw(`${url}/w/${id}`)).ms);
  return { page, parts, fonts, waits };
}

function figuresOf({ page, parts, fonts, waits }: Arrived) {
  const all = [page, ...parts, ...fonts];
  const sum = (list: { bytes: number }[]) => list.reduce((total, { bytes }) => total + bytes, 0) / 1024;
  const scripts = parts.filter(({ type }) => type.includes('javascript'));
  return [
    figure('requests (fonts: all that the style sheet names)', '', all.length, 26),
    figure('bytes over the line', 'kB', sum(all), 608),
    figure('of these the page itself', 'kB', sum([page])),
    figure('of these script', 'kB', sum(scripts)),
    figure('of these fonts', 'kB', sum(fonts)),
    figure('the same page unpacked', 'kB', Buffer.byteLength(page.text) / 1024),
    figure('time of the page, one client', 'ms', median(waits)),
  ];
}

/** Addresses of style sheets, scripts and preloaded files. */
function namedIn(html: string): string[] {
  const links = [...html.matchAll(/<link[^>]*rel="?(?:stylesheet|preload)"?[^>]*>/g)].map(([tag]) => tag);
  const scripts = [...html.matchAll(/<script[^>]*src=[^>]*>/g)].map(([tag]) => tag);
  const paths = [...links, ...scripts].flatMap((tag) => /(?:href|src)="(\/[^"]+)"/.exec(tag)?.[1] ?? []);
  return [...new Set(paths)];
}

/** Addresses of the fonts that a style sheet names. */
function fontsIn(css: string, sheet: string): string[] {
  return [...css.matchAll(/url\(["']?([^"')]+\.woff2)/g)].map(([, path]) => new URL(path!, sheet).href);
}
