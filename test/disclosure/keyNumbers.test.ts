/** The table that numbers keys, against a `Map`. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KeyNumbers } from '../../server/disclosure/keyNumbers.ts';

const keys = fc.array(
  fc.oneof(fc.nat(50), fc.nat(2 ** 20), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  { maxLength: 3000, size: 'max' },
);

describe('numbers for keys', () => {
  it('are given in the order in which the keys are met, and begin anew when they are forgotten', () => {
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 4 }), (uses) => {
        const numbers = new KeyNumbers();
        for (const use of uses) {
          numbers.clear();
          const expected = new Map<number, number>();
          for (const key of use) {
            if (!expected.has(key)) expected.set(key, expected.size);
            assert.equal(numbers.of(key), expected.get(key));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
