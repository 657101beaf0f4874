/**
 * Erasing what a count deleted: how long it takes, and how long people of another wave wait meanwhile for a signature and for their sealed
 * ballot. The count runs from the command line beside the real server, whose store is the one that is rewritten.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { prepare, type Submission, waveId } from './submissions/prepare.ts';
import { type Figure, figure, type Measurement, quantile } from './support/figure.ts';
import { runCommand, startServer } from './support/processes.ts';
import { type Folders, temporaryFolders } from './support/province.ts';
import { countedWave, storeBallots } from './support/sealedBallots.ts';

const people = 6000;
const betweenMs = 20;
const restMs = 5000;

type Phase = 'rest' | 'counting' | 'erasing';

export const erasure: Measurement = {
  name: 'erasure',
  title: 'Erasing from the files of the store what a count deleted',
  yardstick: 'at rest',
  async run({ responses }, say) {
    const folders = temporaryFolders();
    const file = join(folders.root, 'submissions.json');
    try {
      say(`sealing ${responses} ballots`);
      await storeBallots(folders, responses);
      await prepare(folders, people, file);
      const server = await startServer(folders);
      try {
        say('counting and erasing, while others answer');
        const submissions = JSON.parse(readFileSync(file, 'utf8')) as Submission[];
        return figures(responses, await measure(folders, server.url, submissions));
      } finally {
        await server.stop();
      }
    } finally {
      folders.remove();
    }
  },
};

interface Seen {
  waits: Record<Phase, number[]>;
  erasingMs: number;
  bytesBefore: number;
  bytesAfter: number;
}

async function measure({ dataDir, keyDir }: Folders, url: string, submissions: Submission[]): Promise<Seen> {
  const dataFile = join(dataDir, 'data.mdb');
  const isErasing = () => existsSync(`${dataFile}.rewritten`) || existsSync(`${dataFile}.replaced`);
  const waits: Seen['waits'] = { rest: [], counting: [], erasing: [] };
  let [isCounting, isOver] = [false, false];
  let [erasingFrom, erasingUntil] = [0, 0];
  const phase = (): Phase => (isErasing() ? 'erasing' : isCounting ? 'counting' : 'rest');
  const answering = (async () => {
    for (const submission of submissions) {
      if (isOver) return;
      const [before, began] = [phase(), performance.now()];
      await submit(url, submission);
      const ended = performance.now();
      const during = before === 'erasing' ? before : phase();
      waits[during].push(ended - began);
      if (during === 'erasing') [erasingFrom, erasingUntil] = [erasingFrom || began, ended];
      // A long count must not use up the people before it is erased.
      const slower = during === 'counting' ? 10 : 1;
      for (let n = 0; n < slower && (n === 0 || !isErasing()); n++) await pause(betweenMs);
    }
  })();
  await pause(restMs);
  const bytesBefore = statSync(dataFile).size;
  isCounting = true;
  await runCommand(['wave', 'count', countedWave], { dataDir, keyDir });
  isOver = true;
  await answering;
  return { waits, erasingMs: erasingUntil - erasingFrom, bytesBefore, bytesAfter: statSync(dataFile).size };
}

/** Both requests of one person, after each other. */
async function submit(url: string, { signature, ballot }: Submission): Promise<void> {
  for (const [path, body, expected] of [
    ['signature', signature, 200],
    ['ballots', ballot, 201],
  ] as const) {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const { status } = await fetch(`${url}/w/${waveId}/${path}`, { method: 'POST', headers, body });
    if (status !== expected) throw new Error(`${path} answered ${status}`);
  }
}

function figures(ballots: number, { waits, erasingMs, bytesBefore, bytesAfter }: Seen): Figure[] {
  if (waits.erasing.length === 0) throw new Error('nobody answered while it was erased: too few ballots');
  const of = (what: string, value: (times: number[]) => number): Figure =>
    figure(`a signature and a ballot meanwhile, ${what}`, 'ms', value(waits.erasing), value(waits.rest));
  const megabytes = (bytes: number) => bytes / 1024 / 1024;
  return [
    figure(`after a count of ${ballots.toLocaleString('en')} ballots`, 's', erasingMs / 1000),
    figure(
      'file before the count, and afterwards beside it',
      'MB',
      megabytes(bytesBefore),
      megabytes(bytesAfter),
    ),
    of('median', (times) => quantile(times, 0.5)),
    of('p95', (times) => quantile(times, 0.95)),
    of('longest', (times) => Math.max(...times)),
    figure('people who answered meanwhile', '', waits.erasing.length),
  ];
}
