/** Other processes, and what they take: processor time and anonymous memory as Linux counts them (/proc), none elsewhere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../server/projectRoot.ts';

export interface Running {
  pid: number;
  url: string;
  /** Milliseconds from the start to the line that says the address. */
  startMs: number;
  stop(): Promise<void>;
}

const ticksPerSecond = 100;

/** A process and those that it started: a server with its workers. */
function family(pid: number): number[] {
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(started === '' ? [] : started.split(' ').map(Number))];
}

/** Processor time of a process, its threads and its workers since their start, in milliseconds; NaN where /proc is missing. */
export function cpuMs(pid: number): number {
  return sumOver(pid, (each) => {
    const fields = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  });
}

/** Memory that is not a mapping of files, of a process and its workers, in megabytes; NaN where /proc is missing. */
export function anonymousMb(pid: number): number {
  return sumOver(pid, (each) => {
    const found = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${each}/status`, 'utf8'));
    return found ? Number(found[1]) / 1024 : Number.NaN;
  });
}

function sumOver(pid: number, measure: (pid: number) => number): number {
  try {
    return family(pid).reduce((sum, each) => sum + measure(each), 0);
  } catch {
    return Number.NaN;
  }
}

/** Looks at a process's memory twenty times a second; gives the peak in megabytes when stopped. */
export function watchMemory(pid: number): () => number {
  let peak = anonymousMb(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, anonymousMb(pid) || 0);
  }, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** The real server, as `npm start` runs it, on folders of its own and a free port. */
export function startServer(
  folders: { dataDir: string; keyDir: string },
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...flags, join(projectRoot, 'dist/server/index.js')], {
    cwd: projectRoot,
    env: {
      ...process.env,
      DATA_DIR: folders.dataDir,
      KEY_DIR: folders.keyDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return whenListening(child);
}

/** A program of this folder that prints its address. */
export function startProgram(file: string, args: string[]): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return whenListening(child);
}

async function whenListening(child: ChildProcess): Promise<Running> {
  const began = performance.now();
  const ended = once(child, 'exit');
  // A measurement that fails leaves no server behind.
  process.once('exit', () => child.kill());
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /https?:\/\/[\w.:[\]]+/.exec(line)?.[0];
    if (!url) continue;
    child.stdout!.resume();
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    return { pid: child.pid!, url, startMs: performance.now() - began, stop };
  }
  throw new Error('the program ended before it said its address');
}

export interface Ran {
  stdout: string;
  ms: number;
  cpuMs: number;
  /** Peak of anonymous memory. */
  peakMb: number;
}

/** Runs a program to its end. @throws Error with what it wrote to stderr when it fails */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const peak = watchMemory(child.pid!);
  let cpu = 0;
  const timer = setInterval(() => {
    cpu = cpuMs(child.pid!) || cpu;
  }, 50);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return { stdout, ms: performance.now() - began, cpuMs: cpu, peakMb: peak() };
}

/** One command of the product's own command line. */
export function runCommand(
  args: readonly string[],
  folders: { dataDir: string; keyDir: string },
): Promise<Ran> {
  const env = { DATA_DIR: folders.dataDir, KEY_DIR: folders.keyDir, LOG_LEVEL: 'error' };
  return run([join(projectRoot, 'dist/server/cli.js'), ...args], env);
}
