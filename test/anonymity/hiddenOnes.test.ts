/** Statistics that count hidden offices one by one: what their numbers say of a hidden mean, and when they are not given. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adjustFamily } from '../../server/reports/making/adjustFamily.ts';
import { areMeansFree, rangeUnderSpread } from '../../server/reports/making/comparison/aggregationRisk.ts';
import { benjaminiHochberg } from '../../server/statistics/adjustP.ts';

const anyFamily = fc.array(
  fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), isBelowMinimum: fc.boolean() }),
  { minLength: 2, maxLength: 30 },
);

describe('adjusted p values beside offices below the minimum', () => {
  it('are never the p of such an office in disguise', () => {
    fc.assert(
      fc.property(anyFamily, (family) => {
        const shown = adjustFamily(family).flatMap((adjusted, i) =>
          family[i]!.isBelowMinimum || adjusted === null ? [] : [adjusted],
        );
        const multiples = (hidden: boolean) =>
          family.flatMap(({ p, isBelowMinimum }) =>
            isBelowMinimum === hidden ? family.map((_, rank) => p * (family.length / (rank + 1))) : [],
          );
        const honest = new Set([0, 1, ...multiples(false)]);
        const disguises = new Set(multiples(true).filter((value) => !honest.has(value)));
        assert.ok(shown.every((value) => !disguises.has(value)));
      }),
    );
  });

  it('stay the same wherever between two others such a p lies', () => {
    fc.assert(
      fc.property(anyFamily, fc.double({ min: 0, max: 1, noNaN: true }), (family, share) => {
        const limits = family.flatMap(({ p, isBelowMinimum }) => (isBelowMinimum ? [] : [p]));
        const moved = family.map(({ p, isBelowMinimum }) => {
          if (!isBelowMinimum || limits.includes(p)) return { p, isBelowMinimum };
          const low = Math.max(0, ...limits.filter((limit) => limit < p));
          const high = Math.min(1, ...limits.filter((limit) => limit > p));
          return { p: low + (high - low) * share, isBelowMinimum };
        });
        if (moved.some(({ p, isBelowMinimum }) => isBelowMinimum && limits.includes(p))) return;
        const before = adjustFamily(family);
        for (const [i, adjusted] of adjustFamily(moved).entries()) {
          if (!family[i]!.isBelowMinimum) assert.equal(adjusted, before[i]);
        }
      }),
    );
  });

  it('are plain where there is none, and never smaller than that where somebody is', () => {
    fc.assert(
      fc.property(anyFamily, (family) => {
        const plain = benjaminiHochberg(family.map(({ p }) => p));
        const open = adjustFamily(family.map(({ p }) => ({ p, isBelowMinimum: false })));
        assert.deepEqual(open, plain);
        for (const [i, adjusted] of adjustFamily(family).entries()) {
          if (!family[i]!.isBelowMinimum) assert.ok(adjusted! >= plain[i]! - 1e-12);
        }
      }),
    );
  });
});

describe('an intraclass correlation that counts hidden offices one by one', () => {
  it('tells the spread of the hidden means, which leaves each below the minimum its twenty points', () => {
    const range = rangeUnderSpread(4, 15, 545);
    assert.ok(Math.abs(range - 19.99) < 0.02, String(range));
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.integer({ min: 1, max: 30 }), mean: fc.integer({ min: 0, max: 100 }) }), {
          minLength: 2,
          maxLength: 8,
        }),
        (hidden) => {
          if (!areMeansFree([{ isLoose: false, hidden }], 5)) return;
          const N = hidden.reduce((sum, { n }) => sum + n, 0);
          const mean = hidden.reduce((sum, each) => sum + each.n * each.mean, 0) / N;
          const spread = hidden.reduce((sum, each) => sum + each.n * (each.mean - mean) ** 2, 0);
          for (const [i, { n }] of hidden.entries()) {
            if (n >= 5) continue;
            const d = rangeUnderSpread(n, N, spread) / 2;
            assert.ok(d >= 10 && hidden.length >= 4);
            const others = hidden.filter((_, j) => j !== i);
            const shift = (-n * d) / (N - n);
            const reached = n * d ** 2 + others.reduce((sum, each) => sum + each.n * shift ** 2, 0);
            assert.ok(
              Math.abs(reached - spread) < 1e-6 * Math.max(1, spread),
              'the end of the range is reached',
            );
          }
        },
      ),
    );
  });

  it('is not given one by one while a single pair is hidden, however far apart the two are', () => {
    const pair = [
      { n: 4, mean: 10 },
      { n: 30, mean: 90 },
    ];
    assert.equal(areMeansFree([{ isLoose: false, hidden: pair }], 5), false);
  });
});
