/** Group statistics of the invented province by office, type and gender, in the shape of the reference. */
import { meanInterval } from '../../../server/statistics/meanInterval.ts';
import { type Moments, momentsOf } from '../../../server/statistics/moments.ts';
import { stratifiedMean } from '../../../server/statistics/stratifiedMean.ts';
import { agreementTree } from './agreement.ts';
import { answersTo, culture, dimensions, itemsOf, offices, rowsBy, wave1 } from './cultureData.ts';
import {
  anovaTree,
  comparisonTree,
  empiricalBayesTree,
  type Groups,
  groupTree,
  kruskalTree,
  sdOf,
  versusRestTree,
  welchTree,
} from './groups.ts';
import { given, sharesOf } from './reliability.ts';
import { scoreOfAtLeast } from './scores.ts';
import { type Branch, branch, byKey, list, type Tree } from './tree.ts';

function scoresBy(column: string, scores: (number | null)[]): Groups {
  return new Map(
    [...rowsBy(wave1, column)].map(([name, rows]) => [name, given(rows.map((i) => scores[i]!))]),
  );
}

function variableTree(column: string, dimension: string): Branch {
  const groups = scoresBy(column, wave1.scores.get(dimension)!);
  const expected = branch(culture, 'groups', column, dimension);
  const names = list(expected.groups).map((group) => group.group as string);
  return {
    anova: anovaTree(groups),
    welch_anova: welchTree(groups),
    kruskal_wallis: kruskalTree([...groups.values()]),
    groups: names.map((name) => groupTree(name, groups.get(name)!)),
    group_vs_rest: versusRestTree(groups, names),
  };
}

function officeTree(dimension: string): Branch {
  const groups = scoresBy('office_id', wave1.scores.get(dimension)!);
  const names = offices.map(({ id }) => id);
  const rows = answersTo(wave1.items, itemsOf(dimension));
  const complete = rows.map((row) => scoreOfAtLeast(row.length, row));
  return {
    ...variableTree('office_id', dimension),
    empirical_bayes: empiricalBayesTree(groups, names),
    anova_complete_case_scores: anovaTree(scoresBy('office_id', complete)),
    mean_ci_fpc: offices.map(({ id, headcount }) => ({
      office_id: id,
      ...correctedMeanTree(momentsOf(groups.get(id)!), headcount),
    })),
    favourable_by_office: names.map((id) => {
      const members = rowsBy(wave1, 'office_id').get(id)!;
      return {
        office_id: id,
        ...favourableTree(
          members.map((i) => rows[i]!),
          groups.get(id)!,
        ),
      };
    }),
  };
}

export function correctedMeanTree(moments: Moments, population: number): Branch {
  const sample = { ...moments, sd: sdOf(moments), population };
  const plain = meanInterval({ ...sample, population: null });
  const t = meanInterval(sample);
  return {
    ...{ n: moments.n, N: population, mean: moments.mean, sd: sample.sd },
    ...{ se_no_fpc: plain?.se, ci95_t_no_fpc: plain?.ci95, se_fpc: t?.se, ci95_t_fpc: t?.ci95 },
  };
}

/** The three definitions of the favourable share of a dimension, in per cent. */
export function favourableTree(rows: (number | null)[][], scores: number[]): Branch {
  const counts = rows[0]!.map((_, item) =>
    [1, 2, 3, 4, 5].map((point) => rows.filter((row) => row[item] === point).length),
  );
  const byItem = given(counts.map((item) => sharesOf(item).favourable));
  const pooled = sharesOf([0, 1, 2, 3, 4].map((i) => counts.reduce((sum, item) => sum + item[i]!, 0)));
  return {
    mean_of_item_pct: (100 * byItem.reduce((sum, share) => sum + share, 0)) / byItem.length,
    pooled_responses_pct: 100 * pooled.favourable!,
    pct_respondents_score_ge_threshold: (100 * scores.filter((score) => score >= 4).length) / scores.length,
    threshold: 4,
  };
}

export function groupsTree(): Branch {
  return {
    office_id: byKey(dimensions, officeTree),
    type: byKey(dimensions, (dimension) => variableTree('type', dimension)),
    gender: byKey(dimensions, (dimension) => {
      const groups = scoresBy('gender', wave1.scores.get(dimension)!);
      return { welch_F_minus_M: comparisonTree(momentsOf(groups.get('F')!), momentsOf(groups.get('M')!)) };
    }),
  };
}

export function agreementByOffice(): Branch {
  const members = rowsBy(wave1, 'office_id');
  return byKey(dimensions, (dimension) => {
    const rows = answersTo(wave1.items, itemsOf(dimension));
    const groups = new Map([...members].map(([name, at]) => [name, at.map((i) => rows[i]!)]));
    return agreementTree(
      groups,
      offices.map(({ id }) => id),
    );
  });
}

export function rollupsTree(): Branch {
  return byKey(dimensions, (dimension): Tree => {
    const groups = scoresBy('office_id', wave1.scores.get(dimension)!);
    const rollups = list(branch(culture, 'rollups')[dimension]);
    return rollups.map((rollup) => rollupTree(rollup.region as string, rollup.offices as string[], groups));
  });
}

function rollupTree(region: string, names: string[], groups: Groups): Branch {
  const strata = names.map((name) => ({
    ...momentsOf(groups.get(name)!),
    population: offices.find(({ id }) => id === name)!.headcount,
  }));
  const pooled = momentsOf(names.flatMap((name) => groups.get(name)!));
  const weighted = stratifiedMean(strata)!;
  return {
    ...{ region, offices: names, n_offices: names.length, n: pooled.n, headcount: weighted.population },
    mean_pooled_respondents: pooled.mean,
    mean_unweighted_of_offices: strata.reduce((sum, { mean }) => sum + mean!, 0) / strata.length,
    mean_headcount_weighted: weighted.mean,
    se_stratified_fpc: weighted.se,
  };
}
