/**
 * `npm run bench [-- --json FILE] [--full] [--responses N] [--minutes N] [names…]`: runs the measurements and prints a Markdown table of each.
 * How to read them is in README.md.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { attacks } from './attacks.ts';
import { breakdowns } from './breakdowns.ts';
import { count } from './count.ts';
import { credentials } from './credentials.ts';
import { embeddedStore } from './embeddedStore.ts';
import { erasure } from './erasure.ts';
import { firstPage } from './firstPage.ts';
import { invitations } from './invitations.ts';
import { kit } from './kit.ts';
import { overload } from './overload.ts';
import { plans } from './plans.ts';
import { reports } from './reports.ts';
import { soak } from './soak.ts';
import { submissions } from './submissions.ts';
import { type Figure, type Measurement, markdown, type Sizes } from './support/figure.ts';
import { dropOwnDatabase, useOwnDatabase } from './support/withStore.ts';
import { themes } from './themes.ts';
import { volume } from './volume.ts';
import { weakLine } from './weakLine.ts';

const measurements: Measurement[] = [
  submissions,
  overload,
  firstPage,
  weakLine,
  invitations,
  reports,
  kit,
  plans,
  breakdowns,
  themes,
  volume,
  count,
  erasure,
  embeddedStore,
  credentials,
  soak,
  attacks,
];
const small: Sizes = { submissions: 500, responses: 10_000, documents: 20_000, seconds: 0.5, minutes: 1 };
const full: Sizes = {
  submissions: 4000,
  responses: 1_000_000,
  documents: 1_000_000,
  seconds: 2,
  minutes: 30,
};

const { values, positionals } = readArguments();
const sizes = {
  ...(values.full ? full : small),
  ...(values.responses && { responses: Number(values.responses) }),
  ...(values.minutes && { minutes: Number(values.minutes) }),
};
const unknown = positionals.filter((name) => !measurements.some((each) => each.name === name));
const isWhole = (value: number, least: number) => Number.isInteger(value) && value >= least;
if (unknown.length > 0 || !isWhole(sizes.responses, 1000) || !isWhole(sizes.minutes, 1)) {
  const names = measurements.map(({ name }) => name).join(', ');
  refuse(
    `expected names of measurements (${names}), --responses from 1000 and whole --minutes, found "${process.argv.slice(2).join(' ')}"`,
  );
}
// A file that cannot be written is said now and not after an hour of measuring.
if (values.json) write(values.json, '', 'a');

useOwnDatabase();
const results: { name: string; figures: Figure[] }[] = [];
for (const measurement of measurements) {
  if (positionals.length > 0 && !positionals.includes(measurement.name)) continue;
  const figures = await measurement.run(sizes, (line) => console.error(`${measurement.name}: ${line}`));
  results.push({ name: measurement.name, figures });
  const table = measurement.table
    ? `### ${measurement.title}\n\n${measurement.table()}`
    : markdown(measurement, figures);
  console.log(`${table}\n`);
  for (const sentence of measurement.broken?.() ?? []) {
    console.log(`**limit broken**: ${sentence}`);
    process.exitCode = 1;
  }
}
await dropOwnDatabase();
const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
};
if (values.json)
  write(values.json, `${JSON.stringify({ at: new Date(), machine, sizes, results }, null, 2)}\n`);
process.exit();

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        full: { type: 'boolean', default: false },
        responses: { type: 'string' },
        minutes: { type: 'string' },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function write(file: string, content: string, flag = 'w'): void {
  try {
    writeFileSync(file, content, { flag });
  } catch (error) {
    refuse(`--json: ${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}
