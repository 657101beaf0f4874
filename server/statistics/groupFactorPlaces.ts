/** Where each parameter of a factor in several groups stands in one list of numbers: shared ones once, a group's own once for each group. */
import type { GroupParameters } from './groupFactorDerivatives.ts';

/** What is the same in all groups, and the items that are released from it. */
export interface EqualParts {
  /** Items with a loading in each group. */
  loadings: ReadonlySet<number>;
  /** Items with an intercept in each group; null where means are not modelled at all. */
  intercepts: ReadonlySet<number> | null;
}

/** All parameters, written out for each group. */
export interface Parameters {
  /** By group, then by item, as all lists of lists here. */
  loadings: readonly (readonly number[])[];
  variances: readonly number[];
  uniquenesses: readonly (readonly number[])[];
  intercepts: readonly (readonly number[])[] | null;
  means: readonly number[];
}

export interface Places {
  size: number;
  from(parameters: Parameters): Float64Array;
  read(values: Float64Array): Parameters;
  group(values: Float64Array, group: number): GroupParameters;
  /** Of the parameters of a group in the order of `derivativesOf`; −1 for one that is fixed. */
  ofGroup(group: number): readonly number[];
}

export function parameterPlaces(groups: number, items: number, equal: EqualParts): Places {
  let size = 0;
  const next = () => {
    size += 1;
    return size - 1;
  };
  const every = <T>(of: (group: number) => T) => Array.from({ length: groups }, (_, group) => of(group));
  const eachItem = <T>(of: (item: number) => T) => Array.from({ length: items }, (_, item) => of(item));
  const shared = (released: ReadonlySet<number>) => {
    const common = eachItem(next);
    return every((group) =>
      eachItem((item) => (group > 0 && released.has(item) ? next() : (common[item] ?? -1))),
    );
  };
  const { intercepts } = equal;
  const loadingAt = shared(equal.loadings);
  const varianceAt = every((group) => (group === 0 ? -1 : next()));
  const uniqueAt = every(() => eachItem(next));
  const interceptAt = intercepts ? shared(intercepts) : every(() => eachItem(() => -1));
  const meanAt = every((group) => (group === 0 || !intercepts ? -1 : next()));
  const places = every((group) => [
    ...(loadingAt[group] ?? []),
    varianceAt[group] ?? -1,
    ...(uniqueAt[group] ?? []),
    ...(interceptAt[group] ?? []),
    meanAt[group] ?? -1,
  ]);

  const groupOf = (values: Float64Array, group: number): GroupParameters => {
    const value = (place: number | undefined, fixed: number) =>
      place === undefined || place < 0 ? fixed : (values[place] ?? fixed);
    return {
      loadings: (loadingAt[group] ?? []).map((place) => value(place, 0)),
      variance: value(varianceAt[group], 1),
      uniquenesses: (uniqueAt[group] ?? []).map((place) => value(place, 0)),
      intercepts: intercepts ? (interceptAt[group] ?? []).map((place) => value(place, 0)) : null,
      mean: value(meanAt[group], 0),
    };
  };

  return {
    size,
    from(parameters) {
      const values = new Float64Array(size);
      for (const [group, list] of places.entries()) {
        const written = [
          ...(parameters.loadings[group] ?? []),
          parameters.variances[group] ?? 1,
          ...(parameters.uniquenesses[group] ?? []),
          ...(parameters.intercepts?.[group] ?? eachItem(() => 0)),
          parameters.means[group] ?? 0,
        ];
        for (const [at, place] of list.entries()) if (place >= 0) values[place] = written[at] ?? 0;
      }
      return values;
    },
    read(values) {
      const read = every((group) => groupOf(values, group));
      return {
        loadings: read.map(({ loadings }) => loadings),
        variances: read.map(({ variance }) => variance),
        uniquenesses: read.map(({ uniquenesses }) => uniquenesses),
        intercepts: intercepts ? read.map((group) => group.intercepts ?? []) : null,
        means: read.map(({ mean }) => mean),
      };
    },
    group: groupOf,
    ofGroup: (group) => places[group] ?? [],
  };
}
