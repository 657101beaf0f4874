/** Within-group agreement of the items of one dimension, in the shape of the reference. */
import { max, mean, median, min } from 'simple-statistics';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { type NullVariance, nullVarianceOf, rwgj } from '../../../server/statistics/rwg.ts';
import { given } from './reliability.ts';
import type { Branch } from './tree.ts';

type Rows = (number | null)[][];

const points = 5;
const summarised = ['rwgj_uniform', 'rwgj_slight_skew', 'rwgj_uniform_pairwise'];

export function agreementTree(groups: Map<string, Rows>, names: string[]): Branch {
  const each = names.map((name) => groupAgreement(name, groups.get(name)!));
  return {
    J: groups.get(names[0]!)![0]!.length,
    A: points,
    null_variance: {
      uniform: nullVarianceOf(points, 'uniform'),
      slight_skew: nullVarianceOf(points, 'slightSkew'),
    },
    summary: Object.fromEntries(summarised.map((key) => [key, summary(key, each)])),
    groups: each,
  };
}

function groupAgreement(group: string, rows: Rows): Branch {
  const complete = rows.filter((row) => !row.includes(null));
  const variances = columns(complete).map((values) => momentsOf(values).variance);
  const pairwise = columns(rows).map((values) => momentsOf(values).variance);
  const agreement = (itemVariances: (number | null)[], nullVariance: NullVariance) =>
    rwgj({ itemVariances, points, nullVariance });
  return {
    ...{ group, n_complete: complete.length, n_rows: rows.length },
    mean_item_variance: meanOrNull(variances),
    mean_item_variance_pairwise: meanOrNull(pairwise),
    rwgj_uniform: agreement(variances, 'uniform'),
    rwgj_slight_skew: agreement(variances, 'slightSkew'),
    rwgj_uniform_pairwise: agreement(pairwise, 'uniform'),
    rwgj_slight_skew_pairwise: agreement(pairwise, 'slightSkew'),
  };
}

function columns(rows: Rows): number[][] {
  return rows[0]?.map((_, i) => given(rows.map((row) => row[i]!))) ?? [];
}

function meanOrNull(values: (number | null)[]): number | null {
  return values.length === 0 || values.includes(null) ? null : mean(values as number[]);
}

function summary(key: string, groups: Branch[]): Branch {
  const values = given(groups.map((group) => group[key] as number | null));
  const share = values.filter((value) => value >= 0.7).length / values.length;
  return {
    n_groups: values.length,
    mean: mean(values),
    median: median(values),
    min: min(values),
    max: max(values),
    pct_ge_70: 100 * share,
  };
}
