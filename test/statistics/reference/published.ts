/** The two small published data sets, attitude and cohesion, in the shape of the reference. */
import { agreementTree } from './agreement.ts';
import { correlationsTree, weightsTree } from './association.ts';
import {
  anovaTree,
  empiricalBayesTree,
  type Groups,
  groupTree,
  kruskalTree,
  versusRestTree,
  welchTree,
} from './groups.ts';
import { given, itemTree, momentsTree, reliabilityTree, scoreTree } from './reliability.ts';
import { halfRuleScore } from './scores.ts';
import { type Branch, branch, byKey, csvRows, list, number, reference } from './tree.ts';

export function attitudeTree(): Branch {
  const expected = branch(reference, 'attitude');
  const rows = csvRows('attitude.csv');
  const names = Object.keys(branch(expected, 'variables'));
  const columns = Object.fromEntries(names.map((name) => [name, rows.map((row) => number(row[name]))]));
  const items = rows.map((row) => names.map((name) => number(row[name])));
  return {
    variables: byKey(names, (name) => {
      const moments = momentsTree(given(columns[name]!));
      return { ...moments, n_missing: rows.length - moments.n };
    }),
    reliability_all7_as_scale: reliabilityTree(items, names),
    correlations: correlationsTree(list(expected.correlations), columns),
    relative_weights: {
      rating_on_5: weightsTree(columns, 'rating', names.slice(1, 6)),
      rating_on_6: weightsTree(columns, 'rating', names.slice(1, 7)),
    },
  };
}

export function cohesionTree(): Branch {
  const rows = csvRows('cohesion.csv');
  const names = Object.keys(branch(reference, 'cohesion', 'items'));
  const answers = rows.map((row) => names.map((name) => number(row[name])));
  const platoons = new Map<string, (number | null)[][]>();
  for (const [i, row] of rows.entries()) {
    const name = `${row.UNIT} ${row.PLATOON}`;
    platoons.set(name, [...(platoons.get(name) ?? []), answers[i]!]);
  }
  const order = [...platoons.keys()];
  const scores: Groups = new Map(
    order.map((name) => [name, given(platoons.get(name)!.map((row) => halfRuleScore(row)))]),
  );
  return {
    items: byKey(names, (_, i) =>
      itemTree(
        answers.map((row) => row[i]!),
        5,
      ),
    ),
    reliability: reliabilityTree(answers, names),
    score_half_rule: scoreTree(answers.map((row) => halfRuleScore(row))),
    groups: {
      platoon: {
        anova: anovaTree(scores),
        welch_anova: welchTree(scores),
        kruskal_wallis: kruskalTree([...scores.values()]),
        groups: order.map((name) => groupTree(name, scores.get(name)!)),
        group_vs_rest: versusRestTree(scores, order),
        empirical_bayes: empiricalBayesTree(scores, order),
      },
    },
    agreement_by_platoon: agreementTree(platoons, order),
  };
}
