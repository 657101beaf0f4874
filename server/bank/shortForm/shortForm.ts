/**
 * A short form of an instrument: some of its items under the same ids, wordings and keys, with a line in its file that says so. How much of
 * a dimension's variance a choice keeps is told from the published numbers of the newest released wave that shows them all.
 */
import type { Dimension, Instrument, Item, Localised } from '../../instruments/instrument.ts';
import { bestChoice, type KeptVariance, keptVariance } from '../../statistics/keptVariance.ts';
import type { WaveFigures } from '../bankFigures.ts';
import { figuresOfDimension, figuresOfItem } from '../sameFigures.ts';

export interface DimensionChoice {
  dimension: Dimension;
  items: {
    item: Item;
    isChosen: boolean;
    itemRest: number | null;
    /** Share of the variance that it keeps by itself. */
    alone: number | null;
  }[];
  /** Share of the dimension's variance; null where no released wave shows what it needs, or nothing is chosen. */
  kept: number | null;
  /** The wave that the share is from; empty where there is none. */
  wave: string;
}

interface Known {
  kept: KeptVariance;
  itemRest: number[];
  wave: string;
}

/** The newest wave that shows reliability, spread and correlation of every item. */
function knownOf(long: Instrument, dimension: Dimension, waves: readonly WaveFigures[]): Known | null {
  for (const wave of waves) {
    const [whole] = figuresOfDimension([wave], { dimension, users: [long] });
    const items = dimension.items.map((item) => figuresOfItem([wave], { item, users: [long] })[0]);
    const alpha = whole?.reliability?.alpha ?? null;
    const numbers = items.flatMap((one) =>
      typeof one?.sd === 'number' && one.itemRest !== null ? [{ sd: one.sd, itemRest: one.itemRest }] : [],
    );
    if (alpha === null || numbers.length < dimension.items.length) continue;
    const kept = keptVariance(numbers, alpha);
    if (kept) return { kept, itemRest: numbers.map(({ itemRest }) => itemRest), wave: whole?.title ?? '' };
  }
  return null;
}

/** @param chosen ids of items */
export function choicesOf(
  long: Instrument,
  waves: readonly WaveFigures[],
  chosen: ReadonlySet<string>,
): DimensionChoice[] {
  return long.dimensions.map((dimension) => {
    const known = knownOf(long, dimension, waves);
    const positions = dimension.items.flatMap(({ id }, at) => (chosen.has(id) ? [at] : []));
    return {
      dimension,
      items: dimension.items.map((item, at) => ({
        item,
        isChosen: chosen.has(item.id),
        itemRest: known?.itemRest[at] ?? null,
        alone: known?.kept.shareOf([at]) ?? null,
      })),
      kept: positions.length > 0 ? (known?.kept.shareOf(positions) ?? null) : null,
      wave: known?.wave ?? '',
    };
  });
}

/** So many items of each dimension that keep most; of a dimension without numbers those that were chosen stay. */
export function suggestedItems(
  long: Instrument,
  waves: readonly WaveFigures[],
  chosen: ReadonlySet<string>,
  perDimension: number,
): Set<string> {
  const ids = long.dimensions.flatMap((dimension) => {
    const known = knownOf(long, dimension, waves);
    const { items } = dimension;
    if (!known) return items.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
    return bestChoice(known.kept, items.length, perDimension).map((at) => items[at]!.id);
  });
  return new Set(ids);
}

const secondsPerItem = 9;

/** The content of its draft: what the long instrument has, with these items alone, and named after it. */
export function shortFormContent(
  long: Instrument,
  chosen: ReadonlySet<string>,
  { id, title }: { id: string; title: Localised },
): Instrument {
  const { previousVersion: _, scaleChange: _scale, outcome, ...rest } = long;
  const dimensions = long.dimensions.flatMap((dimension) => {
    const items = dimension.items
      .filter((item) => chosen.has(item.id))
      .map(({ change: _change, ...item }) => item);
    return items.length > 0 ? [{ ...dimension, items }] : [];
  });
  const hasOutcome = outcome !== undefined && dimensions.some((one) => one.id === outcome);
  const count = dimensions.reduce((sum, { items }) => sum + items.length, 0);
  return {
    ...rest,
    id,
    version: 1,
    shortFormOf: { id: long.id, version: long.version },
    title,
    minutes: Math.max(1, Math.round((count * secondsPerItem) / 60)),
    dimensions,
    ...(hasOutcome && { outcome }),
  };
}
