/** Values printed in papers and manuals, by the id of their entry in the reference: printed digits and computed value. */
import { benjaminiHochberg } from '../../../server/statistics/adjustP.ts';
import { smallSampleFactor } from '../../../server/statistics/hedgesG.ts';
import { icc } from '../../../server/statistics/icc.ts';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { ozoneByMonth } from './airquality.ts';
import { comparisonTree, kruskalTree } from './groups.ts';
import type { Branch, Tree } from './tree.ts';

const makers: Record<string, (input: Tree) => Tree> = {
  shrout_fleiss_1979(input) {
    const result = icc((input as number[][]).map(momentsOf))!;
    return { ICC1_1: result.icc1, ICC1_k: result.icc2 };
  },
  benjamini_hochberg_1995(input) {
    const bh = benjaminiHochberg(input as number[]);
    return { bh_rejections: bh.filter((p) => p! <= 0.05).length, bh };
  },
  r_doc_sleep_welch(input) {
    const { group1, group2 } = input as { group1: number[]; group2: number[] };
    return comparisonTree(momentsOf(group1), momentsOf(group2));
  },
  r_doc_airquality_kw: () => kruskalTree(ozoneByMonth),
  hollander_wolfe_kw: (input) => kruskalTree(input as number[][]),
  hedges_olkin_J: (input) => (input as number[]).map(smallSampleFactor),
};

/** The computed value of an entry; undefined when its data are not among the fixtures. */
export function literatureTree(entry: Branch): Tree {
  return makers[entry.id as string]?.(entry.input);
}

/** Leaves of `printed` that differ from ours by more than the entry allows. */
export function printedMismatches(entry: Branch): string[] {
  const allowed = entry.abs_tolerance_for_printed as number;
  const differing: string[] = [];
  const visit = (path: string, printed: Tree, ours: Tree): void => {
    if (ours === undefined) return;
    if (printed !== null && typeof printed === 'object') {
      for (const [key, value] of Object.entries(printed))
        visit(`${path}/${key}`, value, (ours as Branch)[key]);
    } else if (!(Math.abs((printed as number) - (ours as number)) <= allowed)) {
      differing.push(`${path}: printed ${printed}, ours ${ours}`);
    }
  };
  visit(entry.id as string, entry.printed, literatureTree(entry));
  return differing;
}
