/**
 * Somebody at another address who goes on using the site: three pages in turn, one every fifty milliseconds, however long the one before
 * takes. A program of its own, so that what the attacker is busy with is not counted as the server's. Told over IPC when a new attack begins.
 */
import { request } from 'node:http';

const [port = '', wave = ''] = process.argv.slice(2);
export const lookedAt = ['/', `/w/${wave}`, '/healthz'];
const everyMs = 50;
const patienceMs = 20_000;

export interface Looked {
  /** Milliseconds of each answer, by what was asked for; those that never came stand with how long they were waited for. */
  waits: number[][];
  /** Answers other than 200, and none. */
  failed: number;
}

let seen: Looked = { waits: lookedAt.map(() => []), failed: 0 };
const running = new Set<Promise<void>>();

function look(at: number): Promise<void> {
  const began = performance.now();
  const into = seen;
  return new Promise((resolve) => {
    const done = (isWell: boolean) => {
      into.waits[at]!.push(performance.now() - began);
      if (!isWell) into.failed += 1;
      resolve();
    };
    request(
      {
        ...{ host: '127.0.0.1', port, path: lookedAt[at], localAddress: '127.0.0.3', agent: false },
        headers: { 'Accept-Encoding': 'gzip' },
        timeout: patienceMs,
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => done(answer.statusCode === 200));
        answer.once('error', () => done(false));
      },
    )
      .on('timeout', function timedOut(this: { destroy(): void }) {
        this.destroy();
      })
      .once('error', () => done(false))
      .end();
  });
}

let turn = 0;
if (process.send) {
  setInterval(() => {
    const one = look(turn++ % lookedAt.length).finally(() => running.delete(one));
    running.add(one);
  }, everyMs);
  process.on('message', async (word) => {
    if (word === 'begin') seen = { waits: lookedAt.map(() => []), failed: 0 };
    if (word !== 'end') return;
    const found = seen;
    seen = { waits: lookedAt.map(() => []), failed: 0 };
    await Promise.all([...running]);
    process.send?.(found);
  });
}
