// Results as a stream of chunks that is read without promises: what is quick is answered at once, and what is not
// is done in slices, between which the event loop does other work.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Chunks of results, some of them empty; nothing is read before it is asked for. */
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
  return nextTurn()
    .then(() => nextTurn())
    .then(() => inSlices(step, answer));
}

/** Hands every chunk to `take`, then answers. */
export function consume<T, R>(stream: Stream<T>, take: (chunk: T[]) => void, answer: () => R): Answer<R> {
  const chunks = stream[Symbol.iterator]();
  return inSlices(() => {
    const { done, value } = chunks.next();
    if (!done) take(value);
    return done === true;
  }, answer);
}

/** The stream with every chunk changed. */
export function* mapped<T, R>(stream: Stream<T>, change: (chunk: T[]) => R[]): Generator<R[]> {
  for (const chunk of stream) yield change(chunk);
}

/** What is left after `skip`, at most `limit` (0: all). */
export function* slice<T>(source: Stream<T>, skip: number, limit: number): Stream<T> {
  let left = limit || Number.POSITIVE_INFINITY;
  let over = skip;
  for (const chunk of source) {
    const part = over === 0 && chunk.length <= left ? chunk : chunk.slice(over, over + left);
    over = Math.max(0, over - chunk.length);
    left -= part.length;
    yield part;
    if (left === 0) return;
  }
}
