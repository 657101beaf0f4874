/** Inputs at which programs go wrong, computed by our own code in the shape each entry of the reference expects. */
import { recode } from '../../../server/instruments/scoring.ts';
import { benjaminiHochberg } from '../../../server/statistics/adjustP.ts';
import { covarianceFromProducts } from '../../../server/statistics/covariance.ts';
import { cronbachAlpha, feldtInterval } from '../../../server/statistics/cronbachAlpha.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../../server/statistics/itemTotals.ts';
import { mannKendall } from '../../../server/statistics/mannKendall.ts';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { omegaMl } from '../../../server/statistics/omegaMl.ts';
import { relativeWeights } from '../../../server/statistics/relativeWeights.ts';
import { rwgj } from '../../../server/statistics/rwg.ts';
import { productsOf } from '../products.ts';
import { correlationOf } from './association.ts';
import { correctedMeanTree } from './cultureGroups.ts';
import { anovaTree, comparisonTree, empiricalBayesTree, kruskalTree } from './groups.ts';
import { itemTree, sharesOf } from './reliability.ts';
import { halfRuleScore } from './scores.ts';
import { type Branch, hundredfold, type Tree } from './tree.ts';

type Values = (number | null)[];

const transpose = (columns: Values[]): Values[] =>
  columns[0]!.map((_, i) => columns.map((column) => column[i]!));

function alpha({ items }: { items: Values[] }): Tree {
  const { n } = productsOf(transpose(items));
  const covariance = covarianceFromProducts(productsOf(transpose(items)));
  const raw = covariance && cronbachAlpha(covariance);
  if (covariance === null || raw === null) return null;
  const varying = items.filter((item) => new Set(item).size > 1);
  return {
    alpha_raw: raw,
    alpha_raw_keeping_item: raw,
    alpha_raw_dropping_item_as_psych_does: cronbachAlpha(
      covarianceFromProducts(productsOf(transpose(varying)))!,
    ),
    feldt: feldtInterval(raw, n, items.length),
    r_drop_both: correctedItemTotal(covariance)[0]!,
    alpha_if_deleted: alphaIfDeleted(covariance)[0]!,
    omega: omegaMl(covariance)?.omega ?? null,
  };
}

interface RwgInput {
  J: number;
  sigma2_null?: number;
  group_items?: number[][];
  values?: number[];
  mean_item_variance?: number;
}

function agreement(input: RwgInput, expected: Tree): Tree {
  const columns = input.group_items ?? (input.values ? [input.values] : null);
  const itemVariances = columns
    ? columns.map((values) => momentsOf(values).variance)
    : new Array<number>(input.J).fill(input.mean_item_variance!);
  const given = { itemVariances, points: 5, nullVariance: input.sigma2_null ?? ('uniform' as const) };
  const value = rwgj(given);
  if (expected === null || typeof expected !== 'object') return value;
  return { rwgj_truncated: value, correct_n_minus_1: value };
}

function trend({ x }: { x: number[] }): Tree {
  const { S, z, p, pExact, reportable } = mannKendall(x)!;
  return { S, z, p, p_normal: p, p_exact: pExact, p_exact_two_sided: pExact, reportable };
}

function shrinkage({ groups }: { groups: number[][] | Record<string, number[]> }): Tree {
  const named = new Map(Object.entries(groups as Record<string, number[]>));
  const tree = empiricalBayesTree(named, [...named.keys()]);
  const means = (tree.groups as Branch[]).map((group) => group.reml_eb_mean);
  const same = means.every((mean) => mean === means[0]) ? means[0] : null;
  return { ...tree, tau2: (tree.reml as Branch).tau2, all_shrunken_means: same };
}

const makers: Record<string, (input: never, expected: Tree) => Tree> = {
  alpha,
  reverse: ({ scale, raw }: { scale: [number, number]; raw: number[] }) => ({
    correct: raw.map((answer) => recode(answer, scale[1])),
  }),
  icc1: ({ groups }: { groups: number[][] }) =>
    anovaTree(new Map(groups.map((values, i) => [String(i), values]))),
  rwgj: agreement,
  welch_t: ({ a, b }: { a: number[]; b: number[] }) => comparisonTree(momentsOf(a), momentsOf(b)),
  hedges_g: ({ a, b }: { a: number[]; b: number[] }) => comparisonTree(momentsOf(a), momentsOf(b)),
  kruskal: ({ groups }: { groups: number[][] }) => kruskalTree(groups),
  mean_ci_fpc({ values, N }: { values: number[]; N: number }) {
    const tree = correctedMeanTree(momentsOf(values), N);
    return tree.se_fpc === undefined ? null : { ...tree, se: tree.se_fpc, ci: tree.ci95_t_fpc };
  },
  p_adjust: ({ p }: { p: Values }) => ({ bh: benjaminiHochberg(p) }),
  pearson: ({ x, y }: { x: number[]; y: number[] }) => correlationOf(transpose([x, y])),
  relative_weights({ predictors, outcome }: { predictors: number[][]; outcome: number[] }) {
    const covariance = covarianceFromProducts(productsOf(transpose([outcome, ...predictors])))!;
    return relativeWeights(covariance, 0)?.shares ?? null;
  },
  mann_kendall: trend,
  empirical_bayes: shrinkage,
  item: ({ x }: { x: Values }) => itemTree(x, 5),
  score: ({ rows }: { rows: Values[] }) => rows.map((row) => halfRuleScore(row)),
  rounding({ counts }: { counts: number[] }) {
    const shares = sharesOf(counts);
    return { pct: [shares.unfavourable, shares.neutral, shares.favourable].map(hundredfold) };
  },
};

export function edgeCaseTree({ statistic, input, expected }: Branch): Tree {
  return makers[statistic as string]!(input as never, expected);
}
