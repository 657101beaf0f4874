/** Everything the reference says of the invented province, computed by our own code. */
import { covarianceFromProducts } from '../../../server/statistics/covariance.ts';
import { cronbachAlpha } from '../../../server/statistics/cronbachAlpha.ts';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { productsOf } from '../products.ts';
import { correlationsTree, weightsTree } from './association.ts';
import {
  answersTo,
  culture,
  dimensions,
  itemsOf,
  key,
  offices,
  reversed,
  rowsBy,
  wave1,
  wave2,
} from './cultureData.ts';
import { agreementByOffice, favourableTree, groupsTree, rollupsTree } from './cultureGroups.ts';
import { adjusted, comparisonTree } from './groups.ts';
import { given, itemTree, reliabilityTree, scoreTree } from './reliability.ts';
import { scoreOfAtLeast } from './scores.ts';
import { type Branch, byKey, list } from './tree.ts';

const itemNames = key.map((row) => row.item!);

export function cultureTree(): Branch {
  const columns = Object.fromEntries(wave1.scores);
  const others = dimensions.filter((dimension) => dimension !== 'engagement');
  return {
    key: byKey(dimensions, (dimension) =>
      itemsOf(dimension).map((item) => (reversed.has(item) ? `-${item}` : item)),
    ),
    response: responseTree(),
    items_raw: byKey(itemNames, (item) => itemTree(wave1.raw.get(item)!, 5)),
    items_reversed: byKey([...reversed], (item) => itemTree(wave1.items.get(item)!, 5)),
    dimensions: byKey(dimensions, dimensionTree),
    groups: groupsTree(),
    agreement_by_office: agreementByOffice(),
    correlations_pairwise_score_half: correlationsTree(
      list(culture.correlations_pairwise_score_half),
      columns,
    ),
    relative_weights: { engagement_on_5: weightsTree(columns, 'engagement', others) },
    rollups: rollupsTree(),
    wave2_minus_wave1: changeTree(),
    suppression_fixture: { n_by_office: answeredByOffice() },
  };
}

function responseTree(): Branch {
  const missing = (wave: typeof wave1) => {
    const cells = [...wave.raw.values()].flat();
    return (100 * cells.filter((cell) => cell === null).length) / cells.length;
  };
  return {
    rows_wave1: wave1.rows.length,
    rows_wave1_with_at_least_one_answer: answersTo(wave1.raw, itemNames).filter(
      (row) => given(row).length > 0,
    ).length,
    rows_wave2: wave2.rows.length,
    headcount: offices.reduce((sum, office) => sum + office.headcount, 0),
    pct_missing_cells_wave1: missing(wave1),
    pct_missing_cells_wave2: missing(wave2),
  };
}

/** Respondents of each office with at least one answer. */
function answeredByOffice(): Branch {
  const answers = answersTo(wave1.raw, itemNames);
  const members = rowsBy(wave1, 'office_id');
  return byKey(
    [...members.keys()],
    (id) => members.get(id)!.filter((i) => given(answers[i]!).length > 0).length,
  );
}

function dimensionTree(dimension: string): Branch {
  const names = itemsOf(dimension);
  const rows = answersTo(wave1.items, names);
  const forgotten = covarianceFromProducts(productsOf(answersTo(wave1.raw, names)))!;
  const scores = wave1.scores.get(dimension)!;
  return {
    reliability: reliabilityTree(rows, names),
    alpha_complete_if_reverse_keying_forgotten: cronbachAlpha(forgotten),
    score_half_rule: scoreTree(scores),
    score_complete_cases: scoreTree(rows.map((row) => scoreOfAtLeast(row.length, row))),
    score_any_item: scoreTree(rows.map((row) => scoreOfAtLeast(1, row))),
    favourable: favourableTree(rows, given(scores)),
  };
}

/** Moments of the scores of one wave by office. */
function officeMoments(wave: typeof wave1, dimension: string) {
  const scores = wave.scores.get(dimension)!;
  const rows = rowsBy(wave, 'office_id');
  return offices.map(({ id }) => momentsOf(given(rows.get(id)!.map((i) => scores[i]!))));
}

function changeTree(): Branch {
  return {
    overall: byKey(dimensions, (dimension) => {
      const [before, after] = [wave1, wave2].map((wave) => momentsOf(given(wave.scores.get(dimension)!)));
      return comparisonTree(after!, before!);
    }),
    by_office: byKey(dimensions, (dimension) => {
      const [before, after] = [officeMoments(wave1, dimension), officeMoments(wave2, dimension)];
      const changes = adjusted(after.map((moments, i) => comparisonTree(moments, before[i]!)));
      return changes.map((change, i) => ({ office_id: offices[i]!.id, ...change }));
    }),
  };
}
