/**
 * The program as shipped under everything that strangers and signed-in people can throw at it, one attack after another, while somebody at
 * another address goes on asking for pages. What that one notices is the measure; the command fails when a limit is broken.
 */
import { fork } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Attack, attackersLine, type Target } from './attacks/attack.ts';
import { bodies } from './attacks/bodies.ts';
import type { Looked } from './attacks/bystander.ts';
import { connections } from './attacks/connections.ts';
import { guesses } from './attacks/guesses.ts';
import { prepareTarget } from './attacks/prepareTarget.ts';
import { reading } from './attacks/reading.ts';
import { uploads } from './attacks/uploads.ts';
import { attackTable, broken, figuresOfAttacks, type Seen } from './attacks/verdict.ts';
import { fetchRaw } from './support/fetchRaw.ts';
import type { Measurement } from './support/figure.ts';
import { temporaryFolders } from './support/province.ts';

const attackMs = 5000;
const recoveryMs = 15_000;
const bystander = fileURLToPath(new URL('./attacks/bystander.ts', import.meta.url));
const nothing: Attack = {
  name: 'nothing',
  run: async (_target, { stopped }) => void (await once(stopped, 'abort')),
};

let seen: Seen[] = [];

export const attacks: Measurement = {
  name: 'attacks',
  title: 'Attacks, as somebody at another address notices them',
  yardstick: 'limit',
  async run(_sizes, say) {
    seen = [];
    const folders = temporaryFolders();
    try {
      say('importing a released wave, making keys');
      const { server, target } = await prepareTarget(folders);
      const someone = fork(bystander, [String(target.port), target.open], { execArgv: ['--import', 'tsx'] });
      try {
        await pause(1500);
        const store = join(folders.dataDir, 'data.mdb');
        for (const attack of chosen()) {
          const before = statSync(store).size;
          const found = await under(attack, target, server.pid, someone);
          seen.push({ ...found, name: attack.name, grownMb: (statSync(store).size - before) / 1e6 });
          say(attackTable(seen.slice(-1)).split('\n').at(-1) ?? '');
        }
      } finally {
        someone.kill();
        await server.stop();
      }
      return figuresOfAttacks(seen);
    } finally {
      folders.remove();
    }
  },
  table: () => attackTable(seen),
  broken: () => broken(seen),
};

/** All, or those whose name has one of what ATTACK says between commas, to look at them alone. */
function chosen(): Attack[] {
  const all = [...bodies, ...uploads(), ...guesses, ...connections, ...reading];
  const words = (process.env.ATTACK ?? '').split(',');
  return [nothing, ...all.filter(({ name }) => words.some((word) => name.includes(word)))];
}

async function under(
  attack: Attack,
  target: Target,
  pid: number,
  someone: ReturnType<typeof fork>,
): Promise<Omit<Seen, 'name' | 'grownMb'>> {
  const over = new AbortController();
  // Each of thousands of connections waits for it.
  setMaxListeners(0, over.signal);
  const line = attackersLine(target.port, over.signal);
  const peak = watchResident(pid);
  someone.send('begin');
  const running = attack.run(target, line);
  await pause(attackMs);
  const answer = once(someone, 'message');
  someone.send('end');
  over.abort();
  await running;
  const [looked] = (await answer) as [Looked];
  const backMs = await untilWell(target.port);
  return { looked, statuses: line.statuses, residentMb: peak(), backMs };
}

/** How long it takes until a page comes quickly again; NaN when it does not. */
async function untilWell(port: number): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < recoveryMs) {
    const { status, ms } = await fetchRaw(`http://127.0.0.1:${port}/`).catch(() => ({ status: 0, ms: 0 }));
    if (status === 200 && ms < 250) return performance.now() - began;
    await pause(50);
  }
  return Number.NaN;
}

/** Peak of what the process holds in memory, in megabytes; pages of the store's file, which the system may drop at any time, are not counted. */
function watchResident(pid: number): () => number {
  const now = () =>
    Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  let peak = now();
  const timer = setInterval(() => {
    peak = Math.max(peak, now());
  }, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
