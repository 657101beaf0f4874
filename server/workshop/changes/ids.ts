/**
 * Ids of a draft. An id stands for one thing for ever, because answers of all years are stored under it: one that any version had is not
 * given again, and those of new entries are made from the words that people gave, or counted on.
 */
import type { Instrument } from '../../instruments/instrument.ts';

const reserved = new Set(['office', 'na', 'notapplicable']);

/** Every id of dimensions, items and questions in these. */
export function idsIn(instruments: readonly Instrument[]): Set<string> {
  return new Set(
    instruments.flatMap((one) => [
      ...one.dimensions.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]),
      ...one.controls.map(({ id }) => id),
      ...one.demographics.map(({ id }) => id),
      ...one.openQuestions.map(({ id }) => id),
    ]),
  );
}

/** A free id: the beginning with the lowest number that it never had. */
export function numberedId(beginning: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = `${beginning}${number}`;
    if (!taken.has(id)) return id;
  }
}

/** An id in Latin letters from an English name, or empty where it has none of them: «Team work» is teamWork. */
export function idFromName(name: string | undefined, taken: ReadonlySet<string>): string {
  const words = (name ?? '').normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .replace(/^\d+/, '')
    .slice(0, 40);
  if (!joined) return '';
  const isFree = !taken.has(joined) && !reserved.has(joined.toLowerCase()) && !(joined in {});
  return isFree ? joined : numberedId(joined, taken);
}

export function isReserved(id: string): boolean {
  return reserved.has(id.toLowerCase()) || id in {};
}
