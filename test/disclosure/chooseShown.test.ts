/** What is chosen to be shown is the most that may be: compared with every other choice, one by one. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseShown, type Resource } from '../../server/disclosure/chooseShown.ts';
import { type Forest, laminarForest, sumOver } from '../../server/disclosure/laminarForest.ts';
import { officeGroups } from './provinces.ts';

const required = 5;

const anyTree = fc
  .array(
    fc.record({
      parent: fc.nat(),
      /** Persons of two kinds; null where everyone knows that there are none. */
      amounts: fc.tuple(fc.option(fc.nat({ max: 8 })), fc.option(fc.nat({ max: 8 }))),
      weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((offices) => {
    const parents = offices.map(({ parent }, i) => (i === 0 ? null : parent % i));
    const forest = laminarForest(officeGroups(parents), offices.length);
    const resources = [0, 1].map((kind) => ({
      amount: offices.map(({ amounts }) => amounts[kind] ?? 0),
      isVoid: offices.map(({ amounts }) => amounts[kind] === null),
    }));
    const weights = forest.nodes.map(
      ({ atoms }) => offices[atoms[0]!]!.weights[Math.min(1, atoms.length - 1)]!,
    );
    return { forest, resources, weights };
  });

/** Atoms of a shown node that no shown node within it holds: what follows by subtraction. */
function residualOf({ nodes }: Forest, shown: readonly boolean[], top: number): number[] {
  const within = nodes.filter(
    ({ atoms }, other) => shown[other] && other > top && nodes[top]!.atoms.includes(atoms[0]!),
  );
  return nodes[top]!.atoms.filter((atom) => !within.some(({ atoms }) => atoms.includes(atom)));
}

function isSafe(forest: Forest, shown: readonly boolean[], resources: readonly Resource[]): boolean {
  return forest.nodes.every((_, top) => {
    if (!shown[top]) return true;
    const residual = residualOf(forest, shown, top);
    return resources.every(
      ({ amount, isVoid }) => residual.every((atom) => isVoid[atom]) || sumOver(residual, amount) >= required,
    );
  });
}

describe('What is chosen to be shown', () => {
  it('is safe, and no other safe choice is worth more', () => {
    let withHidden = 0;
    fc.assert(
      fc.property(anyTree, ({ forest, resources, weights }) => {
        const allowed = forest.nodes.map(({ atoms }) =>
          resources.every(({ amount }) => sumOver(atoms, amount) >= required),
        );
        const worth = (shown: readonly boolean[]) =>
          weights.reduce((total, weight, node) => total + (shown[node] ? weight : 0), 0);
        const chosen = chooseShown(forest, { allowed, weights, resources, required });
        assert.ok(isSafe(forest, chosen, resources));
        assert.ok(chosen.every((isShown, node) => !isShown || allowed[node]));
        if (chosen.some((isShown, node) => !isShown && allowed[node])) withHidden += 1;
        for (let set = 0; set < 2 ** forest.nodes.length; set += 1) {
          const other = allowed.map((may, node) => may && Boolean((set >> node) & 1));
          if (worth(other) > worth(chosen)) assert.ok(!isSafe(forest, other, resources), `${other}`);
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(withHidden > 30, `${withHidden} with something hidden that is large enough by itself`);
  });
});
