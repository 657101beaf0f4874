/** Draws that a seed repeats, for provinces invented for the audit. */

export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  oneOf<T>(list: readonly T[]): T;
  /** True in this share of draws. */
  happens(share: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
}

/** mulberry32: thirty-two bits of state are enough for some thousand people. */
export function chanceFrom(seed: number): Chance {
  let state = (seed * 2654435761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    oneOf: (list) => list[between(0, list.length - 1)]!,
    happens: (share) => next() < share,
    shuffled: (list) =>
      list
        .map((each) => ({ each, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each),
  };
}
