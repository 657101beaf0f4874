// Results as a stream of bursts that is read without promises: what is quick is answered at once, and what is not
// is done in slices, between which the event loop does other work.
import { setImmediate as breathe } from 'node:timers/promises';

/** Bursts of results, some of them empty; nothing is read before it is asked for. */
export type Stream<T> = Iterable<T[]>;
/** At once, or later. */
export type Answer<T> = T | Promise<T>;

const sliceMs = 1;

/** Repeats `step` until it returns true, then answers; a promise when that takes longer than one slice. */
export function inSlices<R>(step: () => boolean, answer: () => R): Answer<R> {
  const until = performance.now() + sliceMs;
  do if (step()) return answer();
  while (performance.now() < until);
  // Twice: what was answered in the first pause leaves before the next slice begins.
  return breathe()
    .then(() => breathe())
    .then(() => inSlices(step, answer));
}

/** Hands every burst to `take`, then answers. */
export function consume<T, R>(stream: Stream<T>, take: (burst: T[]) => void, answer: () => R): Answer<R> {
  const bursts = stream[Symbol.iterator]();
  return inSlices(() => {
    const { done, value } = bursts.next();
    if (!done) take(value);
    return done === true;
  }, answer);
}

/** The stream with every burst changed. */
export function* mapped<T, R>(stream: Stream<T>, change: (burst: T[]) => R[]): Generator<R[]> {
  for (const burst of stream) yield change(burst);
}

/** What is left after `skip`, at most `limit` (0: all). */
export function* slice<T>(source: Stream<T>, skip: number, limit: number): Stream<T> {
  let left = limit || Number.POSITIVE_INFINITY;
  let over = skip;
  for (const burst of source) {
    const part = over === 0 && burst.length <= left ? burst : burst.slice(over, over + left);
    over = Math.max(0, over - burst.length);
    left -= part.length;
    yield part;
    if (left === 0) return;
  }
}
