/**
 * A draft held against the version that was asked last: each item that differs, how it is classed, and what that does to trends. The
 * rules of trends are those by which reports compare waves (`instruments/compareVersions.ts`), applied to the draft as it would be.
 */
import { isDeepStrictEqual } from 'node:util';
import { comparableDimensions } from '../../instruments/compareVersions.ts';
import type { Dimension, Instrument, Item, ItemChange } from '../../instruments/instrument.ts';
import type { ItemClass } from '../draft/draftState.ts';
import { suggestChange } from './suggestChange.ts';

export interface ItemDifference {
  kind: 'changed' | 'added' | 'removed';
  id: string;
  dimension: Dimension;
  /** Position in its dimension, from 1. */
  position: number;
  before: Item | null;
  after: Item | null;
  /** null where there is nothing to class: added, removed, or other than Persian. */
  suggestion: ItemChange | null;
  /** What a person chose for this very wording. */
  chosen: ItemClass | null;
  /** A turned key is a change whatever anybody says. */
  isForced: boolean;
}

export type Trend = 'continues' | 'breaks' | 'unknown' | 'new' | 'ends';

export interface Comparison {
  items: ItemDifference[];
  unchanged: number;
  /** Changed items that nobody has classed. */
  unclassed: number;
  /** Of the dimensions of the draft in order, then of those left out. */
  trends: { dimension: Dimension; trend: Trend }[];
  index: Trend;
  sameScale: boolean;
}

type Placed = { item: Item; dimension: Dimension; position: number };

function placed({ dimensions }: Instrument): Map<string, Placed> {
  const all = dimensions.flatMap((dimension) =>
    dimension.items.map((item, at) => [item.id, { item, dimension, position: at + 1 }] as const),
  );
  return new Map(all);
}

export function compareDraft(
  base: Instrument,
  draft: Instrument,
  classes: Readonly<Record<string, ItemClass>>,
): Comparison {
  const [before, after] = [placed(base), placed(draft)];
  const items = [...after].flatMap(([id, now]) => differenceOf(id, before.get(id), now, classes[id]));
  for (const [id, { item, dimension, position }] of before)
    if (!after.has(id))
      items.push({ ...nothingToClass, kind: 'removed', id, dimension, position, before: item, after: null });
  const differing = items.filter(({ kind }) => kind !== 'removed').length;
  return {
    items,
    unchanged: after.size - differing,
    unclassed: items.filter(needsClass).length,
    ...trendsOf(base, draft, items),
    sameScale: isSameScale(base, draft),
  };
}

const nothingToClass = { suggestion: null, chosen: null, isForced: false };

function differenceOf(
  id: string,
  was: Placed | undefined,
  { item, dimension, position }: Placed,
  chosen: ItemClass | undefined,
): ItemDifference[] {
  const place = { id, dimension, position, after: item };
  if (!was) return [{ ...nothingToClass, ...place, kind: 'added', before: null }];
  const isPersian = was.item.text.fa !== item.text.fa || was.item.reverse !== item.reverse;
  if (!isPersian && isDeepStrictEqual(was.item.text, item.text)) return [];
  const changed = { ...place, kind: 'changed' as const, before: was.item };
  if (!isPersian) return [{ ...nothingToClass, ...changed }];
  const holds = chosen?.text === item.text.fa && chosen.reverse === item.reverse;
  return [
    {
      ...changed,
      suggestion: suggestChange(
        { text: was.item.text.fa, reverse: was.item.reverse },
        { text: item.text.fa, reverse: item.reverse },
      ),
      chosen: holds ? chosen : null,
      isForced: was.item.reverse !== item.reverse,
    },
  ];
}

export function needsClass({ suggestion, chosen, isForced }: ItemDifference): boolean {
  return suggestion !== null && chosen === null && !isForced;
}

/** How an item counts where its class is known: null where somebody has to decide. */
function decided({ suggestion, chosen, isForced }: ItemDifference): ItemChange | null {
  if (isForced) return 'changed';
  return suggestion === null ? 'identical' : (chosen?.change ?? null);
}

/** The draft with what is decided written into its items, as its file will have it; `undecided` stands for the rest. */
export function withChanges(
  base: Instrument,
  draft: Instrument,
  items: readonly ItemDifference[],
  undecided: ItemChange,
): Instrument {
  const differences = new Map(items.map((one) => [one.id, one]));
  const known = new Set(base.dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id)));
  const changeOf = (id: string): ItemChange => {
    const difference = differences.get(id);
    return difference ? (decided(difference) ?? undecided) : 'identical';
  };
  const dimensions = draft.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map((item) =>
      known.has(item.id) ? { ...item, change: changeOf(item.id) } : item,
    ),
  }));
  const { version: previousVersion } = base;
  const isBefore = previousVersion === draft.version - 1;
  return { ...draft, dimensions, ...(!isBefore && { previousVersion }) };
}

function isSameScale(one: Instrument, other: Instrument): boolean {
  const persian = ({ scale }: Instrument) => [scale.points, scale.labels.map(({ fa }) => fa)];
  return isDeepStrictEqual(persian(one), persian(other));
}

/** A dimension breaks where it does so whatever is decided, and is unknown where that depends on what is still to be classed. */
function trendsOf(base: Instrument, draft: Instrument, items: readonly ItemDifference[]) {
  const atBest = comparableDimensions(base, withChanges(base, draft, items, 'minor'));
  const atWorst = comparableDimensions(base, withChanges(base, draft, items, 'changed'));
  const before = new Set(base.dimensions.map(({ id }) => id));
  const now = new Set(draft.dimensions.map(({ id }) => id));
  const trendOf = (id: string): Trend => {
    if (!before.has(id)) return 'new';
    if (atWorst.has(id)) return 'continues';
    return atBest.has(id) ? 'unknown' : 'breaks';
  };
  const trends = [
    ...draft.dimensions.map((dimension) => ({ dimension, trend: trendOf(dimension.id) })),
    ...base.dimensions
      .filter(({ id }) => !now.has(id))
      .map((dimension) => ({ dimension, trend: 'ends' as const })),
  ];
  const found = new Set<Trend>(trends.map(({ trend }) => trend));
  const breaks = found.has('breaks') || found.has('new') || found.has('ends');
  const index: Trend = breaks ? 'breaks' : found.has('unknown') ? 'unknown' : 'continues';
  return { trends, index };
}
