/**
 * A draft held against the version that was asked last: each item that differs, and the scale, how they are classed, and what that does to trends. The
 * rules of trends are those by which reports compare waves (`instruments/compareVersions.ts`), applied to the draft as it would be.
 */
import { isDeepStrictEqual } from 'node:util';
import { comparableDimensions } from '../../instruments/compareVersions.ts';
import {
  type Dimension,
  type Instrument,
  type Item,
  type ItemChange,
  itemChanges,
} from '../../instruments/instrument.ts';
import type { ItemClass } from '../draft/draftState.ts';
import { suggestChange } from './suggestChange.ts';

/** What somebody classes, or what is a change whatever anybody says. */
export interface Classed {
  /** Of the item, or `scaleId`. */
  id: string;
  /** null where there is nothing to class: added, removed, or other than Persian. */
  suggestion: ItemChange | null;
  /** What a person chose for this very wording. */
  chosen: ItemClass | null;
  /** A turned key and another number of points are changes whatever anybody says. */
  isForced: boolean;
}

export interface ItemDifference extends Classed {
  kind: 'changed' | 'added' | 'removed';
  dimension: Dimension;
  /** Position in its dimension, from 1. */
  position: number;
  before: Item | null;
  after: Item | null;
}

/** Of the points of the scale, where they differ in Persian: one decision for all items. */
export interface ScaleDifference extends Classed {
  before: string;
  after: string;
}

/** No item has such an id. */
export const scaleId = '~scale';

export type Trend = 'continues' | 'breaks' | 'unknown' | 'new' | 'ends';

export interface Comparison {
  items: ItemDifference[];
  unchanged: number;
  /** Changed items that nobody has classed. */
  unclassed: number;
  /** Of the dimensions of the draft in order, then of those left out. */
  trends: { dimension: Dimension; trend: Trend }[];
  index: Trend;
  /** null where its points are the same. */
  scale: ScaleDifference | null;
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
  const scale = scaleDifference(base, draft, classes[scaleId]);
  const differing = items.filter(({ kind }) => kind !== 'removed').length;
  return {
    items,
    unchanged: after.size - differing,
    unclassed: [...items, ...(scale ? [scale] : [])].filter(needsClass).length,
    ...trendsOf(base, draft, { items, scale }),
    scale,
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

function scaleDifference(
  base: Instrument,
  draft: Instrument,
  chosen: ItemClass | undefined,
): ScaleDifference | null {
  const [was, is] = [base, draft].map(({ scale }) => scale.labels.map(({ fa }) => fa)) as [
    string[],
    string[],
  ];
  const [before, after] = [was.join(' · '), is.join(' · ')];
  const isForced = base.scale.points !== draft.scale.points;
  if (before === after && !isForced) return null;
  const worded = (text = '') => ({ text, reverse: false });
  const suggestions = is.map((label, at) => suggestChange(worded(was[at]), worded(label)));
  const suggestion = isForced ? 'changed' : itemChanges.findLast((one) => suggestions.includes(one));
  return {
    ...{ id: scaleId, before, after, isForced, suggestion: suggestion ?? 'identical' },
    chosen: chosen?.text === after ? chosen : null,
  };
}

export function needsClass({ suggestion, chosen, isForced }: Classed): boolean {
  return suggestion !== null && chosen === null && !isForced;
}

/** How it counts where its class is known: null where somebody has to decide. */
function decided({ suggestion, chosen, isForced }: Classed): ItemChange | null {
  if (isForced) return 'changed';
  return suggestion === null ? 'identical' : (chosen?.change ?? null);
}

/** The draft with what is decided written into its items and its scale, as its file will have it; `undecided` stands for the rest. */
export function withChanges(
  base: Instrument,
  draft: Instrument,
  { items, scale }: Pick<Comparison, 'items' | 'scale'>,
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
  return {
    ...{ ...draft, dimensions },
    ...(scale && { scaleChange: decided(scale) ?? undecided }),
    ...(!isBefore && { previousVersion }),
  };
}

/** A dimension breaks where it does so whatever is decided, and is unknown where that depends on what is still to be classed. */
function trendsOf(base: Instrument, draft: Instrument, found: Pick<Comparison, 'items' | 'scale'>) {
  const atBest = comparableDimensions(base, withChanges(base, draft, found, 'minor'));
  const atWorst = comparableDimensions(base, withChanges(base, draft, found, 'changed'));
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
  const all = new Set<Trend>(trends.map(({ trend }) => trend));
  const breaks = all.has('breaks') || all.has('new') || all.has('ends');
  const index: Trend = breaks ? 'breaks' : all.has('unknown') ? 'unknown' : 'continues';
  return { trends, index };
}
