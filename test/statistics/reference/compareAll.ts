/** Computes everything the reference holds with our own code, and compares. Takes a few seconds. */
import { type Comparison, compare } from './compare.ts';
import { cultureTree } from './culture.ts';
import { edgeCaseTree } from './edgeCases.ts';
import { literatureTree } from './literature.ts';
import { attitudeTree, cohesionTree } from './published.ts';
import { list, reference } from './tree.ts';
import { trendTree } from './trend.ts';

const dataSets = { attitude: attitudeTree, cohesion: cohesionTree, trend: trendTree, culture: cultureTree };

/** One comparison for each data set, and one each for all edge cases and all literature. */
export function compareAll(): Map<string, Comparison> {
  const comparisons = new Map<string, Comparison>();
  for (const [name, make] of Object.entries(dataSets)) {
    comparisons.set(name, compare(reference[name], make(), name));
  }
  const edgeCases = list(reference.edge_cases).map((entry) =>
    compare(entry.expected, edgeCaseTree(entry), entry.id as string),
  );
  const literature = list(reference.literature).map((entry) =>
    compare(entry.computed, literatureTree(entry), entry.id as string),
  );
  return comparisons.set('edge_cases', merge(edgeCases)).set('literature', merge(literature));
}

export function merge(comparisons: Iterable<Comparison>): Comparison {
  const total: Comparison = { checked: 0, missing: [], failures: [], deviations: new Map() };
  for (const { checked, missing, failures, deviations } of comparisons) {
    total.checked += checked;
    total.missing.push(...missing);
    total.failures.push(...failures);
    for (const [statistic, { count, largest, tolerance }] of deviations) {
      const seen = total.deviations.get(statistic) ?? { count: 0, largest: 0, tolerance };
      total.deviations.set(statistic, {
        count: seen.count + count,
        largest: Math.max(seen.largest, largest),
        tolerance,
      });
    }
  }
  return total;
}
