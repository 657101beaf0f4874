/**
 * Signs that responses were answered without care, of one unit or of several together: how many responses bear each, and the indexes of those that
 * bear a sign in themselves. Counts only; nothing of them is stored for a person.
 */
import { type InstrumentIndex, type ListBy, mapBy } from './indexes.ts';

export interface CarelessCounts {
  /** Responses with one answer to half of an instrument's items in a row. */
  longRun: number;
  /** Responses whose answers to an instrument hardly vary. */
  flat: number;
  /** Responses with either of these, which a response shows by itself. */
  marked: number;
  /** Responses that run against what the others of the unit answered, and how many could be looked at for it. */
  contrary: number;
  compared: number;
  /** For each instrument the distribution of the index of marked responses, as `Tally.indexes`. */
  indexes: ListBy<InstrumentIndex, Map<number, number>>;
}

export const carelessNumbers = ['longRun', 'flat', 'marked', 'contrary', 'compared'] as const;

export const noCareless = (instruments: ListBy<InstrumentIndex, unknown>): CarelessCounts => ({
  ...{ longRun: 0, flat: 0, marked: 0, contrary: 0, compared: 0 },
  indexes: mapBy(instruments, () => new Map()),
});

/** The counts of several tallies together; undefined where one of them was counted before there were any. */
export function addCareless(
  instruments: ListBy<InstrumentIndex, unknown>,
  all: readonly (CarelessCounts | undefined)[],
): CarelessCounts | undefined {
  const total = noCareless(instruments);
  for (const each of all) {
    if (!each) return undefined;
    for (const name of carelessNumbers) total[name] += each[name];
    total.indexes.forEach((into, i) => {
      for (const [key, count] of each.indexes[i] ?? []) into.set(key, (into.get(key) ?? 0) + count);
    });
  }
  return total;
}
