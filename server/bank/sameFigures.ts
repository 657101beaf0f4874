/**
 * Which numbers of a wave are those of an entry of the bank: of its own instrument, those of a version in which it was the same by the rules of
 * trends (spelling or small slips make no difference); of another one, those of the same id, wording and key.
 */
import { comparableDimensions, itemChangesBetween } from '../instruments/compareVersions.ts';
import type { Dimension, Instrument, Item } from '../instruments/instrument.ts';
import { dimensionIdentity, itemIdentity } from './bankEntries.ts';
import type { DimensionFigures, ItemFigures, WaveFigures } from './bankFigures.ts';

interface Same {
  items: ReadonlyMap<string, string>;
  dimensions: ReadonlySet<string>;
}

/** By what was asked, then by `<id>@<version>` of what it is held against. */
const known = new WeakMap<Instrument, Map<string, Same>>();

function sameIn(asked: Instrument, now: Instrument): Same {
  const all = known.get(asked) ?? new Map<string, Same>();
  known.set(asked, all);
  const name = `${now.id}@${now.version}`;
  const same = all.get(name) ?? {
    items: itemChangesBetween(asked, now),
    dimensions: comparableDimensions(asked, now),
  };
  all.set(name, same);
  return same;
}

type OfItem = { item: Item; users: readonly Instrument[] };
type OfDimension = { dimension: Dimension; users: readonly Instrument[] };

/** The newest wave first. */
export function figuresOfItem(waves: readonly WaveFigures[], { item, users }: OfItem): ItemFigures[] {
  const isSame = (asked: Instrument) => {
    const now = users.find(({ id }) => id === asked.id);
    if (now) return (sameIn(asked, now).items.get(item.id) ?? 'changed') !== 'changed';
    const before = asked.dimensions.flatMap(({ items }) => items).find(({ id }) => id === item.id);
    const points = users[0]?.scale.points ?? 0;
    return before !== undefined && itemIdentity(before, asked.scale.points) === itemIdentity(item, points);
  };
  return waves.flatMap(({ parts }) =>
    parts.flatMap(({ asked, items }) => (isSame(asked) ? (items.get(item.id) ?? []) : [])),
  );
}

export function figuresOfDimension(
  waves: readonly WaveFigures[],
  { dimension, users }: OfDimension,
): DimensionFigures[] {
  const isSame = (asked: Instrument) => {
    const now = users.find(({ id }) => id === asked.id);
    if (now) return sameIn(asked, now).dimensions.has(dimension.id);
    const before = asked.dimensions.find(({ id }) => id === dimension.id);
    const points = users[0]?.scale.points ?? 0;
    return (
      before !== undefined &&
      dimensionIdentity(before, asked.scale.points) === dimensionIdentity(dimension, points)
    );
  };
  return waves.flatMap(({ parts }) =>
    parts.flatMap(({ asked, dimensions }) => (isSame(asked) ? (dimensions.get(dimension.id) ?? []) : [])),
  );
}
