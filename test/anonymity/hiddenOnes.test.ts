/** Adjusted p values, whose families hold hidden offices too: what is hidden does not change them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { adjustFamily } from '../../server/reports/making/adjustFamily.ts';
import { benjaminiHochberg } from '../../server/statistics/adjustP.ts';

const anyFamily = fc.array(
  fc.record({
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    isShown: fc.boolean(),
    smallerSide: fc.constantFrom(2, 7, 30),
  }),
  { minLength: 2, maxLength: 30 },
);

describe('adjusted p values beside comparisons that are not shown', () => {
  it('stay the same whatever those are, in value and in place', () => {
    fc.assert(
      fc.property(
        anyFamily,
        fc.infiniteStream(fc.option(fc.double({ min: 0, max: 1, noNaN: true }))),
        (family, other) => {
          const moved = family.map((each) =>
            each.isShown ? each : { ...each, p: other.next().value ?? null },
          );
          assert.deepEqual(adjustFamily(moved), adjustFamily(family));
        },
      ),
    );
  });

  it('are plain where there is none, and never smaller than that where somebody is', () => {
    fc.assert(
      fc.property(anyFamily, (family) => {
        const plain = benjaminiHochberg(family.map(({ p }) => p));
        const open = adjustFamily(family.map((each) => ({ ...each, isShown: true })));
        assert.deepEqual(open, plain);
        for (const [i, adjusted] of adjustFamily(family).entries()) {
          if (family[i]!.isShown) assert.ok(adjusted! >= plain[i]! - 1e-12);
          else assert.equal(adjusted, null);
        }
      }),
    );
  });
});
