/** What an attacker can bound: the closed form against the linear programme, and no more hidden than the audit asks for. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { auditOf } from '../../server/disclosure/decideLevels.ts';
import { hideUntilSafe, rangeOfHidden } from '../../server/disclosure/hideUntilSafe.ts';
import { laminarForest, lossWeights } from '../../server/disclosure/laminarForest.ts';
import { linearBounds } from './linearBounds.ts';
import { officeGroups } from './provinces.ts';

describe('The range that a shown total leaves a hidden group', () => {
  it('is that of the linear programme', async () => {
    const persons = fc.integer({ min: 1, max: 40 });
    const share = fc.integer({ min: 0, max: 100 });
    await fc.assert(
      fc.asyncProperty(persons, persons, share, async (hidden, others, mean) => {
        const all = hidden + others;
        const limits = [[0, 100 * hidden] as const, [0, 100 * others] as const];
        const terms = [[0, 1] as const, [1, 1] as const];
        const system = { limits, known: [{ terms, low: mean * all, high: mean * all }] };
        const [[low, high] = [0, 0]] = await linearBounds(system, [[0]]);
        const range = rangeOfHidden(hidden, all, mean * all);
        assert.ok(Math.abs(range - (high - low) / hidden) < 1e-6, `${range} for ${low}..${high}`);
      }),
      { numRuns: 60 },
    );
  });

  it('is the whole scale where half of enough others may have answered anything, and nothing at its ends', () => {
    assert.equal(rangeOfHidden(4, 40, 40 * 50), 100);
    assert.equal(rangeOfHidden(4, 12, 12 * 100), 0);
    assert.equal(rangeOfHidden(4, 12, 0), 0);
  });
});

const anyOffices = fc.array(
  fc.record({
    parent: fc.nat(),
    n: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 30 })),
    mean: fc.constantFrom(2, 50, 90, 98),
  }),
  { minLength: 3, maxLength: 8 },
);

describe('What is hidden because answers near the end of the scale would tell', () => {
  it('is needed: whatever of it were shown again, a small group would be known to within 20 points', () => {
    let hiddenMore = 0;
    fc.assert(
      fc.property(anyOffices, (offices) => {
        const parents = offices.map(({ parent }, i) => (i === 0 ? null : parent % i));
        const forest = laminarForest(officeGroups(parents), offices.length);
        const n = offices.map((office) => office.n);
        const sum = offices.map((office) => office.n * office.mean);
        const audit = auditOf({ id: 'index', n, sum }, sum, {
          required: 5,
          minimumDetail: 10,
          minRange: 20,
        });
        const large = forest.nodes.map(({ atoms }) => atoms.length > 1 || n[atoms[0]!]! >= 5);
        const weights = lossWeights(forest, n);
        const shown = hideUntilSafe(forest, large, weights, audit);
        assert.deepEqual(hideUntilSafe(forest, shown, weights, audit), shown, 'the audit has nothing to add');
        for (const node of forest.nodes.keys()) {
          if (shown[node] || !large[node]) continue;
          hiddenMore += 1;
          const again = shown.with(node, true);
          assert.notDeepEqual(hideUntilSafe(forest, again, weights, audit), again, `node ${node}`);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(hiddenMore > 100, `${hiddenMore} groups hidden by the audit`);
  });
});
