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
