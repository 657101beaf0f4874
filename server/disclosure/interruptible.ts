/** Long work that may be interrupted between its steps: done at once where nobody waits, or with turns for others in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Interruptible<Result> = Generator<undefined, Result>;

export function atOnce<Result>(work: Interruptible<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** What others notice of it is hardly more than this. */
const sliceMs = 10;

export async function inTurns<Result>(work: Interruptible<Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < sliceMs) continue;
    await nextTurn();
    began = performance.now();
  }
}
