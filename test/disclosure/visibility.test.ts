/** What disclosure control costs on the real office tree, so that a change which hides much more is noticed. */
import assert from 'node:assert/strict';
import { type Decision, protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import { eastAzerbaijan } from './eastAzerbaijan.ts';

function visible(seed: number) {
  const province = eastAzerbaijan(seed, [5, 5, 5, 5, 5, 5]);
  const decisions = protectMeasures({ ...province, minimum: 5, minimumDetail: 10 });
  const share = (isMeant: (id: string) => boolean, least: number, wanted: Decision[]) => {
    const cells = province.measures
      .filter(({ id }) => isMeant(id))
      .flatMap(({ id, n }) =>
        province.groups
          .filter(({ atoms }) => atoms.reduce((total, atom) => total + n[atom]!, 0) >= least)
          .map((group) => decisions.decide(id, group.id)),
      );
    return cells.filter((decision) => wanted.includes(decision)).length / cells.length;
  };
  const isScore = (id: string) => id === 'index' || /^d\d$/.test(id);
  return {
    means: share(isScore, 5, ['detail', 'rounded']),
    exact: share(isScore, 10, ['detail']),
    items: share((id) => /^d\di\d$/.test(id), 10, ['detail']),
    root: decisions.decide('index', 'subtree:ea-hq'),
  };
}

describe('The 68 offices of East Azerbaijan', () => {
  for (const seed of [1, 2, 3]) {
    it(`keep nearly all of their numbers (draw ${seed})`, () => {
      const { means, exact, items, root } = visible(seed);
      assert.equal(root, 'detail');
      assert.ok(means > 0.98 && exact > 0.85 && items > 0.8, JSON.stringify({ means, exact, items }));
    });
  }
});
