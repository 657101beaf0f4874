/** Walks every leaf of the reference and compares it with the computed tree, collecting deviations by statistic. */
import type { Tree } from './tree.ts';

export interface Comparison {
  checked: number;
  /** Leaves for which nothing was computed. */
  missing: string[];
  failures: string[];
  /** Largest deviation seen for each statistic, relative where the tolerance is. */
  deviations: Map<string, { count: number; largest: number; tolerance: string }>;
}

interface Tolerance {
  relative: number;
  absolute: number;
}

export function compare(expected: Tree, actual: Tree, root: string): Comparison {
  const result: Comparison = { checked: 0, missing: [], failures: [], deviations: new Map() };
  visit(result, root, expected, actual);
  return result;
}

function visit(result: Comparison, path: string, expected: Tree, actual: Tree): void {
  if (actual === undefined && (expected === null || typeof expected !== 'object')) {
    result.missing.push(path);
  } else if (expected !== null && typeof expected === 'object') {
    for (const [key, value] of Object.entries(expected)) {
      const at =
        actual === null || typeof actual !== 'object' ? undefined : (actual as { [k: string]: Tree })[key];
      visit(result, `${path}/${key}`, value, actual === null && value === null ? null : at);
    }
  } else {
    result.checked += 1;
    if (typeof expected === 'number' && typeof actual === 'number') {
      compareNumbers(result, path, expected, actual);
    } else if (expected !== actual) {
      result.failures.push(`${path}: expected ${expected}, got ${JSON.stringify(actual)}`);
    }
  }
}

function compareNumbers(result: Comparison, path: string, expected: number, actual: number): void {
  const tolerance = toleranceOf(path);
  const distance = Math.abs(expected - actual);
  const relative = distance === 0 ? 0 : distance / Math.abs(expected);
  const absoluteOnly = tolerance.relative === 0;
  if (!(distance <= tolerance.absolute || relative <= tolerance.relative)) {
    result.failures.push(`${path}: expected ${expected}, got ${actual}`);
  }
  const statistic = statisticOf(path);
  const seen = result.deviations.get(statistic) ?? {
    count: 0,
    largest: 0,
    tolerance: absoluteOnly ? `${tolerance.absolute} absolute` : `${tolerance.relative} relative`,
  };
  seen.count += 1;
  const deviation = absoluteOnly || distance <= 1e-300 ? distance : relative;
  if (deviation > seen.largest) seen.largest = deviation;
  result.deviations.set(statistic, seen);
}

/** The tolerances suggested in meta.suggested_tolerance, chosen by the name of the statistic. */
function toleranceOf(path: string): Tolerance {
  if (/omega_total|score_at_solution$/.test(path)) {
    return { relative: 0, absolute: 1e-6 };
  }
  if (/reml/.test(path)) return { relative: 1e-6, absolute: 1e-12 };
  if (/(^|[/_])(p|t|F|H|z|df2?)(_|$|\/)|ci95|feldt/.test(path)) {
    return { relative: 1e-6, absolute: 1e-12 };
  }
  return { relative: 1e-8, absolute: 1e-12 };
}

/** The last named part of a path: array positions and item names are not statistics. */
function statisticOf(path: string): string {
  const parts = path.split('/').filter((part) => !/^\d+$/.test(part));
  const last = parts.at(-1)!;
  const keyed =
    /^(r_drop|alpha_if_deleted|counts|zero_order_r|raw_weight|rescaled_pct|n_by_office)$|^general_dom/;
  return parts.length > 1 && keyed.test(parts.at(-2)!) ? parts.at(-2)! : last;
}
