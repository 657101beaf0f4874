/**
 * Whether the questions of a dimension mean the same at every level of offices, and in this wave as in the one before: what every comparison
 * of means rests on. Only people of groups that are shown with the dimension, all its items and its complete answers count, so that no new
 * group of persons is spoken of; results are stored rounded as they are shown.
 */
import { comparableDimensions } from '../../../instruments/compareVersions.ts';
import { covarianceFromProducts, type Products } from '../../../statistics/covariance.ts';
import type { FactorFit } from '../../../statistics/factorFit.ts';
import {
  type Invariance,
  type InvarianceStep,
  type InvarianceVerdict,
  invariance,
} from '../../../statistics/invariance.ts';
import type { InvarianceGroup } from '../../../statistics/invarianceModels.ts';
import { minimumSizes } from '../../../statistics/minimumSizes.ts';
import {
  at,
  type DimensionIndex,
  type InstrumentIndex,
  indexesOf,
  type MeasureIndex,
} from '../../tally/indexes.ts';
import { completeProducts } from '../../tally/readTally.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import { type GroupStatistics, groupById, type WaveStatistics } from '../waveStatistics.ts';

export interface QuestionsAlike {
  /** Level of offices, or `before` and `now`; with its complete answers. Groups with fewer than a fit needs are left out. */
  groups: { id: string; n: number }[];
  /** Null where it cannot be told. */
  verdict: InvarianceVerdict | null;
  unknown: 'fewItems' | 'fewAnswers' | 'noFit' | null;
  failed: Invariance['failed'];
  configural: FactorFit | null;
  metric: FactorFit | null;
  scalar: FactorFit | null;
  /** Ids of the items that are answered otherwise than the rest would make one expect. */
  released: { item: string; step: InvarianceStep; p: number }[];
}

export interface DisclosedWave {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
}

/** By id of the dimension. */
export type AlikeByDimension = Record<string, QuestionsAlike>;

/** Between the levels of offices, over the own staff of offices. */
export function alikeOverLevels(shown: DisclosedWave): AlikeByDimension {
  const { wave } = shown;
  return byDimension(wave, (dimension) => {
    const levels = new Map<string, Products[]>();
    for (const own of wave.own) {
      const { level } = own.group;
      if (level === null || !isOpen(shown, own, dimension)) continue;
      levels.set(level, [...(levels.get(level) ?? []), completeProducts(own.tally, wave.layout, dimension)]);
    }
    return [...levels].map(([id, products]) => ({ id, products: sumOfProducts(products) }));
  });
}

/** Between this wave and the one before, over everyone; of the dimensions that both asked with the same items. */
export function alikeOverWaves(now: DisclosedWave, before: DisclosedWave | null): AlikeByDimension {
  if (!before) return {};
  const comparable = new Set(
    now.wave.instruments.flatMap((later) => {
      const earlier = before.wave.instruments.find(({ id }) => id === later.id);
      return earlier ? [...comparableDimensions(earlier, later)] : [];
    }),
  );
  const then = new Map(
    indexesOf(before.wave.layout.dimensions).map((d) => [at(before.wave.layout.dimensions, d).id, d]),
  );
  return byDimension(now.wave, (dimension) => {
    const { id } = at(now.wave.layout.dimensions, dimension);
    const other = then.get(id);
    if (other === undefined || !comparable.has(id)) return null;
    const [asked, earlier] = [itemIds(now.wave, dimension), itemIds(before.wave, other)];
    const places = asked.map((item) => earlier.indexOf(item));
    return [
      { id: 'before', products: inOrder(productsOfAll(before, other), places) },
      { id: 'now', products: productsOfAll(now, dimension) },
    ].flatMap(({ id: name, products }) => (products ? [{ id: name, products }] : []));
  });
}

/** Of everyone in a wave; null where they are not shown. */
function productsOfAll(shown: DisclosedWave, dimension: DimensionIndex): Products | null {
  const whole = groupById(shown.wave, shown.wave.wholeId);
  return isOpen(shown, whole, dimension) ? completeProducts(whole.tally, shown.wave.layout, dimension) : null;
}

/** The items of the wave before in the order of this one. */
function inOrder(found: Products | null, places: readonly number[]): Products | null {
  if (!found) return null;
  const { n, sums, products } = found;
  return {
    n,
    sums: places.map((i) => at(sums, i)),
    products: places.map((i) => places.map((j) => at(at(products, i), j))),
  };
}

/** The part of a table by dimension that is about one instrument. */
export function pickDimensions<T>(
  { layout }: WaveStatistics,
  instrument: InstrumentIndex,
  table: Record<string, T>,
): Record<string, T> {
  const own = new Set(
    at(layout.instruments, instrument).dimensions.map((dimension) => at(layout.dimensions, dimension).id),
  );
  return Object.fromEntries(Object.entries(table).filter(([id]) => own.has(id)));
}

/** Whether the dimension, each of its items and its complete answers are shown of a group. */
function isOpen({ wave, disclosure }: DisclosedWave, group: GroupStatistics, dimension: DimensionIndex) {
  if (disclosure.decideCompleteCases(group, dimension) !== 'detail') return false;
  return measuresWithin(wave, dimension).every((m) => disclosure.decideMeasure(group, m) === 'detail');
}

const measuresWithin = (wave: WaveStatistics, dimension: DimensionIndex): MeasureIndex[] =>
  indexesOf(wave.measures).filter((m) => {
    const measure = at(wave.measures, m);
    return measure.kind !== 'index' && measure.dimension === dimension;
  });

const itemIds = ({ layout }: WaveStatistics, dimension: DimensionIndex) =>
  at(layout.dimensions, dimension).items.map((position) => at(layout.questionnaire.items, position).id);

interface NamedProducts {
  id: string;
  products: Products;
}

/** `groupsOf` is null for a dimension that cannot be compared at all, which is then left out. */
function byDimension(
  wave: WaveStatistics,
  groupsOf: (dimension: DimensionIndex) => NamedProducts[] | null,
): AlikeByDimension {
  const entries = indexesOf(wave.layout.dimensions).flatMap((dimension) => {
    const groups = groupsOf(dimension);
    const { id } = at(wave.layout.dimensions, dimension);
    return groups ? [[id, judged(groups, itemIds(wave, dimension))] as const] : [];
  });
  return Object.fromEntries(entries);
}

function judged(all: readonly NamedProducts[], items: readonly string[]): QuestionsAlike {
  const large = all.filter(({ products }) => products.n >= minimumSizes.invarianceGroup);
  const groups = large.map(({ id, products }) => ({ id, n: products.n }));
  const nothing = {
    ...{ groups, verdict: null, failed: null, configural: null, metric: null, scalar: null, released: [] },
  };
  if (items.length < 3) return { ...nothing, unknown: 'fewItems' };
  if (large.length < 2) return { ...nothing, unknown: 'fewAnswers' };
  const found = invariance(large.flatMap(({ products }) => momentsOf(products)));
  if (!found) return { ...nothing, unknown: 'noFit' };
  return {
    groups,
    verdict: found.verdict,
    unknown: null,
    failed: found.failed,
    configural: roundedFit(found.configural),
    metric: found.metric && roundedFit(found.metric),
    scalar: found.scalar && roundedFit(found.scalar),
    released: found.released.map(({ item, step, p }) => ({
      item: items[item] ?? '',
      step,
      p: Number(p.toFixed(4)),
    })),
  };
}

function momentsOf(products: Products): InvarianceGroup[] {
  const covariance = covarianceFromProducts(products);
  const { n, sums } = products;
  return covariance ? [{ n, means: sums.map((sum) => sum / n), covariance }] : [];
}

/** As it is shown: of all digits the covariances behind them could be asked for. */
export const roundedFit = ({ chi2, df, cfi, rmsea, srmr }: FactorFit): FactorFit => ({
  chi2: Number(chi2.toFixed(1)),
  df,
  cfi: Number(cfi.toFixed(3)),
  rmsea: Number(rmsea.toFixed(3)),
  srmr: Number(srmr.toFixed(3)),
});

function sumOfProducts(all: readonly Products[]): Products {
  const [first] = all;
  const sum = (of: (products: Products) => number | undefined) =>
    all.reduce((total, products) => total + (of(products) ?? 0), 0);
  return {
    n: sum(({ n }) => n),
    sums: (first?.sums ?? []).map((_, i) => sum(({ sums }) => sums[i])),
    products: (first?.products ?? []).map((row, i) =>
      row.map((_, j) => sum((each) => each.products[i]?.[j])),
    ),
  };
}
