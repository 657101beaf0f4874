/**
 * A small seeded generator of standard normal numbers, so that a simulated figure is the same on every machine and every
 * day. Not for secrets: it is predictable by design.
 */
import normal from '@stdlib/stats-base-dists-normal';

/** Returns a function that gives the next draw; equal seeds give equal sequences. */
export function normalDraws(seed: number): () => number {
  const uniform = mulberry32(seed);
  return () => normal.quantile(uniform(), 0, 1);
}

/** Uniform numbers strictly between 0 and 1 from a 32-bit state (mulberry32, public domain, by T. Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}
