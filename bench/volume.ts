/**
 * A whole wave through the command line: import of a responses file and open data out again; time, peak of anonymous memory, and how
 * long a server takes to its first page with all of it stored. The yardstick is a tenth of the responses: a ratio of 10 is linear, a
 * ratio of 1 does not depend on them.
 */
import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { fetchRaw } from './support/fetchRaw.ts';
import { type Figure, figure, type Measurement } from './support/figure.ts';
import { anonymousMb, type Ran, runCommand, startServer } from './support/processes.ts';
import {
  type Folders,
  instruments,
  offices,
  questionnaire,
  randomAnswers,
  seeded,
  temporaryFolders,
} from './support/province.ts';

const chunk = 1000;

export const volume: Measurement = {
  name: 'volume',
  title: 'Import, export, start',
  yardstick: 'a tenth of the responses',
  async run({ responses }, say) {
    const figures: Figure[] = [];
    let before: Measured | undefined;
    for (const size of responses > 100_000
      ? [responses / 100, responses / 10, responses]
      : [responses / 10, responses]) {
      const measured = await measure(Math.round(size), say);
      const number = Math.round(size).toLocaleString('en');
      for (const [name, { unit, value }] of measured)
        figures.push(figure(`${name}, ${number} responses`, unit, value, before?.get(name)?.value));
      before = measured;
    }
    return figures;
  },
};

type Measured = Map<string, { unit: string; value: number }>;

async function measure(responses: number, say: (line: string) => void): Promise<Measured> {
  const folders = temporaryFolders();
  const measured: Measured = new Map();
  const note = (name: string, unit: string, value: number) => measured.set(name, { unit, value });
  const noteRun = (name: string, { ms, cpuMs, peakMb }: Ran) => {
    note(`${name}: time`, 's', ms / 1000);
    note(`${name}: processor`, 's', cpuMs / 1000);
    note(`${name}: peak of anonymous memory`, 'MB', peakMb);
  };
  try {
    say(`${responses} responses: writing the file`);
    const files = await writeFiles(folders, responses);
    say('import');
    const imported = await runCommand(['wave', 'import', ...files, '--title', 'wave', '--json'], folders);
    noteRun('import', imported);
    const { wave } = JSON.parse(imported.stdout);
    say('export');
    const out = ['--out', join(folders.root, 'out')];
    noteRun('open data as CSV', await runCommand(['wave', 'export', wave, ...out], folders));
    noteRun(
      'open data as CSV and xlsx',
      await runCommand(['wave', 'export', wave, ...out, '--xlsx'], folders),
    );
    noteRun('verify', await runCommand(['verify'], folders));
    say('start');
    const began = performance.now();
    const server = await startServer(folders);
    await fetchRaw(`${server.url}/`);
    note('start of the server to its first page', 'ms', performance.now() - began);
    note('anonymous memory of the server at rest', 'MB', anonymousMb(server.pid));
    await server.stop();
    return measured;
  } finally {
    folders.remove();
  }
}

/** The files of an import; returns the options that name them. */
export async function writeFiles({ root }: Folders, responses: number): Promise<string[]> {
  const instrumentOptions = instruments().flatMap((instrument) => {
    const file = join(root, `${instrument.id}.json`);
    writeFileSync(file, JSON.stringify(instrument));
    return ['--instrument', file];
  });
  const officesFile = join(root, 'offices.csv');
  const header = ['code', 'level', 'nameFa', 'nameEn', 'parent', 'headcount'];
  const lines = offices(null).map(({ code, level, nameFa, nameEn, parent }) => [
    code,
    level,
    nameFa,
    nameEn,
    parent,
    '',
  ]);
  writeFileSync(officesFile, stringify([header, ...lines]));
  const responsesFile = join(root, 'responses.csv');
  await writeResponses(responsesFile, responses);
  return [...instrumentOptions, '--offices', officesFile, '--responses', responsesFile];
}

async function writeResponses(file: string, responses: number): Promise<void> {
  const out = createWriteStream(file);
  const demographics = questionnaire.demographics.map(({ id }) => id);
  const items = questionnaire.items.map(({ id }) => id);
  out.write(stringify([['office', ...demographics, ...items]]));
  const random = seeded(3);
  for (let written = 0; written < responses; written += chunk) {
    const rows = Array.from({ length: Math.min(chunk, responses - written) }, (_, at) => {
      const answers = randomAnswers(random);
      const given = demographics.map((id) => answers.demographics[id] ?? '');
      return [`o${(written + at) % 68}`, ...given, ...items.map((id) => answers.items[id] ?? '')];
    });
    if (!out.write(stringify(rows))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
