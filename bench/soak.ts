/**
 * The program as it is shipped, for minutes at a low rate: people answer, an administrator works at the desk, strangers try addresses and leave
 * bodies unfinished. Memory, open files and the store are looked at every minute; what grows from one third to the last leaks.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deskSession, type Request, strangersRequests, unfinishedBody } from './soak/traffic.ts';
import { prepare, type Submission, waveId } from './submissions/prepare.ts';
import { type Figure, figure, type Measurement, quantile } from './support/figure.ts';
import { anonymousMb, cpuMs, startServer } from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';

const perMinute = 60;
/** Of ten requests: a whole submission is three of them. */
const round = ['submission', 'desk', 'stranger', 'desk', 'unfinished', 'stranger'] as const;

interface Minute {
  memoryMb: number;
  openFiles: number;
}

export const soak: Measurement = {
  name: 'soak',
  title: 'Mixed traffic at a low rate',
  yardstick: 'first third',
  async run({ minutes }, say) {
    const folders = temporaryFolders();
    const file = join(folders.root, 'submissions.json');
    const submissions = Math.ceil((minutes * perMinute) / round.length) + 1;
    try {
      await prepare(folders, submissions, file);
      const signIn = await deskSession(folders.dataDir);
      const server = await startServer(folders, { WORKERS: '1' });
      try {
        const prepared: Submission[] = JSON.parse(readFileSync(file, 'utf8'));
        const desk = await signIn(server.url);
        const traffic = { url: server.url, prepared, desk };
        const seen = await runFor(minutes, traffic, server.pid, say);
        return figuresOf(seen, cpuMs(server.pid), statSync(join(folders.dataDir, 'data.mdb')).size);
      } finally {
        await server.stop();
      }
    } finally {
      folders.remove();
    }
  },
};

interface Traffic {
  url: string;
  prepared: Submission[];
  desk: Request;
}

interface Seen {
  latencies: Record<string, number[]>;
  /** Answers of 5xx, and none at all. */
  failures: number;
  minutes: Minute[];
}

async function runFor(
  minutes: number,
  traffic: Traffic,
  pid: number,
  say: (line: string) => void,
): Promise<Seen> {
  const seen: Seen = { latencies: {}, failures: 0, minutes: [] };
  const began = performance.now();
  for (let sent = 0; sent < minutes * perMinute; sent += 1) {
    const due = began + (sent * 60_000) / perMinute;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const kind = round[sent % round.length]!;
    const started = performance.now();
    const statuses = await send(kind, sent, traffic).catch(() => [0]);
    seen.latencies[kind] = [...(seen.latencies[kind] ?? []), performance.now() - started];
    const failed = statuses.filter((status) => status === 0 || status >= 500);
    seen.failures += failed.length;
    if (failed.length > 0) say(`request ${sent} (${kind}): ${statuses.join(', ')}`);
    if ((sent + 1) % perMinute > 0) continue;
    seen.minutes.push({ memoryMb: anonymousMb(pid), openFiles: openFilesOf(pid) });
    const { memoryMb, openFiles } = seen.minutes.at(-1)!;
    say(`minute ${seen.minutes.length}: ${memoryMb.toFixed(0)} MB, ${openFiles} files open`);
  }
  return seen;
}

const openFilesOf = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;

/** The statuses of what is sent at one turn. */
async function send(
  kind: (typeof round)[number],
  turn: number,
  { url, prepared, desk }: Traffic,
): Promise<number[]> {
  if (kind === 'unfinished') return [await unfinishedBody(url, waveId)];
  if (kind === 'desk') return [await desk(turn)];
  if (kind === 'stranger') return [await strangersRequests(url)(turn)];
  const one = prepared[Math.floor(turn / round.length)];
  if (!one) throw new Error('no submission is left');
  const post = async (path: string, body: string) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const answer = await fetch(`${url}/w/${waveId}/${path}`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  };
  const page = await fetch(`${url}/w/${waveId}`);
  await page.arrayBuffer();
  const statuses = [page.status, await post('signature', one.signature), await post('ballots', one.ballot)];
  return statuses.map((status) => (status < 300 ? status : 0));
}

function figuresOf({ latencies, failures, minutes }: Seen, cpu: number, bytes: number): Figure[] {
  const third = Math.max(1, Math.floor(minutes.length / 3));
  const [first, last] = [minutes.slice(0, third), minutes.slice(-third)];
  const highest = (of: keyof Minute, among: Minute[]) => Math.max(...among.map((minute) => minute[of]));
  return [
    figure('minutes', '', minutes.length),
    figure('answers of 5xx, and none', '', failures),
    figure(
      'anonymous memory, highest of a minute',
      'MB',
      highest('memoryMb', last),
      highest('memoryMb', first),
    ),
    figure('open files', '', highest('openFiles', last), highest('openFiles', first)),
    ...Object.entries(latencies).map(([kind, values]) =>
      figure(`p95, ${kind}`, 'ms', quantile(values, 0.95)),
    ),
    figure('processor time of the server', 's', cpu / 1000),
    figure('the store', 'MB', bytes / 1e6),
  ];
}
