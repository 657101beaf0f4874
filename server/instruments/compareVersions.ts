/** Which items and dimensions of two waves may be compared over time: the same id must have had the same wording. */
import { isDeepStrictEqual } from 'node:util';
import type { Dimension, Instrument, Item, ItemChange } from './instrument.ts';

/** Other numbers of points are never one scale, whatever is declared. */
function sameScale(a: Instrument, b: Instrument, isDeclared: boolean): boolean {
  if (a.scale.points !== b.scale.points) return false;
  if (isDeclared && b.scaleChange) return b.scaleChange !== 'changed';
  const persian = ({ scale }: Instrument) => scale.labels.map(({ fa }) => fa);
  return isDeepStrictEqual(persian(a), persian(b));
}

function changeOf(earlier: Item, later: Item, isDeclared: boolean): ItemChange {
  if (earlier.reverse !== later.reverse) return 'changed';
  if (isDeclared && later.change) return later.change;
  return earlier.text.fa === later.text.fa ? 'identical' : 'changed';
}

/**
 * How each item that both instruments have changed from the earlier to the later. The file's own `change` and `scaleChange` count when
 * they refer to that version; otherwise the Persian wording decides, and a different scale changes every item.
 */
export function itemChangesBetween(earlier: Instrument, later: Instrument): Map<string, ItemChange> {
  const before = new Map(earlier.dimensions.flatMap(({ items }) => items).map((item) => [item.id, item]));
  const isDeclared =
    earlier.version !== later.version && earlier.version === (later.previousVersion ?? later.version - 1);
  const same = sameScale(earlier, later, isDeclared);
  const shared = later.dimensions.flatMap(({ items }) => items).filter(({ id }) => before.has(id));
  return new Map(
    shared.map((item) => [item.id, same ? changeOf(before.get(item.id)!, item, isDeclared) : 'changed']),
  );
}

/** The dimensions whose scores may be compared: the same items, none of them changed. */
export function comparableDimensions(earlier: Instrument, later: Instrument): Set<string> {
  const changes = itemChangesBetween(earlier, later);
  const idsOf = ({ items }: Dimension) => items.map(({ id }) => id).sort();
  const isComparable = (dimension: Dimension) => {
    const before = earlier.dimensions.find(({ id }) => id === dimension.id);
    return (
      before !== undefined &&
      isDeepStrictEqual(idsOf(before), idsOf(dimension)) &&
      dimension.items.every(({ id }) => changes.get(id) !== 'changed')
    );
  };
  return new Set(later.dimensions.filter(isComparable).map(({ id }) => id));
}

/** Whether one is the short form of the other, or both are short forms of the same instrument. */
export const areForms = (a: Instrument, b: Instrument): boolean =>
  a.id !== b.id && (a.shortFormOf?.id ?? a.id) === (b.shortFormOf?.id ?? b.id);

/**
 * What two forms of an instrument have in common where it was checked that they may be compared: items of the same wording, and dimensions
 * of which one form asks a part of the other's items and nothing else. Of the index all dimensions must be among them.
 */
export function comparableForms(a: Instrument, b: Instrument) {
  const same = sameScale(a, b, false);
  const other = new Map(b.dimensions.map((dimension) => [dimension.id, dimension]));
  const isSameItem = (item: Item, { items }: Dimension) =>
    same && items.some((one) => one.id === item.id && changeOf(one, item, false) === 'identical');
  const items = new Set<string>();
  const dimensions = new Set<string>();
  for (const dimension of a.dimensions) {
    const found = other.get(dimension.id);
    if (!found) continue;
    const shared = dimension.items.filter((item) => isSameItem(item, found));
    for (const { id } of shared) items.add(id);
    if (shared.length === Math.min(dimension.items.length, found.items.length)) dimensions.add(dimension.id);
  }
  const isIndex = dimensions.size === a.dimensions.length && a.dimensions.length === b.dimensions.length;
  return { items, dimensions, isIndex };
}
