/** The ordered lists of a draft: finding one, and moving, copying or leaving out an entry. The draft that is given is never altered. */
import type { Content, ListAddress } from './change.ts';

export interface Entry {
  id: string;
}

/** The entries of a list; null where the dimension is not there. */
export function entriesOf(content: Content, { list, within }: ListAddress): Entry[] | null {
  if (list !== 'items') return content[list];
  return content.dimensions.find(({ id }) => id === within)?.items ?? null;
}

/** The same draft with other entries in one list. */
export function withEntries(content: Content, { list, within }: ListAddress, entries: Entry[]): Content {
  if (list !== 'items') return { ...content, [list]: entries };
  const dimensions = content.dimensions.map((dimension) =>
    dimension.id === within ? { ...dimension, items: entries as typeof dimension.items } : dimension,
  );
  return { ...content, dimensions };
}

/** @param to one place up or down, or a position from 1; beyond an end is that end */
export function moved<T extends Entry>(
  entries: readonly T[],
  id: string,
  to: 'up' | 'down' | number,
): T[] | null {
  const from = entries.findIndex((entry) => entry.id === id);
  const entry = entries[from];
  if (!entry) return null;
  const wanted = to === 'up' ? from - 1 : to === 'down' ? from + 1 : to - 1;
  const target = Math.min(Math.max(wanted, 0), entries.length - 1);
  const others = entries.filter((one) => one !== entry);
  return [...others.slice(0, target), entry, ...others.slice(target)];
}

export function replaced<T extends Entry>(entries: readonly T[], entry: T): T[] {
  return entries.map((one) => (one.id === entry.id ? entry : one));
}

/** After the entry that it was made from, or at the end. */
export function inserted<T extends Entry>(entries: readonly T[], entry: T, after?: string): T[] {
  const at = entries.findIndex(({ id }) => id === after);
  if (at < 0) return [...entries, entry];
  return [...entries.slice(0, at + 1), entry, ...entries.slice(at + 1)];
}
