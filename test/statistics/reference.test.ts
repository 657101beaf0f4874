/** Every number of fixtures/reference.json, made by R and Python, against our own statistics. */
import assert from 'node:assert/strict';
import type { Comparison } from './reference/compare.ts';
import { compareAll, merge } from './reference/compareAll.ts';
import { printedMismatches } from './reference/literature.ts';
import { list, reference } from './reference/tree.ts';
import { unchecked } from './reference/unchecked.ts';

describe('statistics against the reference', () => {
  let comparisons: Map<string, Comparison>;

  before(() => {
    comparisons = compareAll();
  });

  const expectedCounts = {
    attitude: 220,
    cohesion: 313,
    trend: 77,
    culture: 34681,
    edge_cases: 137,
    literature: 44,
  };
  for (const [name, count] of Object.entries(expectedCounts)) {
    it(`equals all ${count} values of ${name} within the suggested tolerance`, () => {
      const { failures, checked } = comparisons.get(name)!;
      assert.deepEqual(failures, []);
      assert.equal(checked, count);
    });
  }

  it('leaves nothing unchecked without a stated reason', () => {
    const { missing } = merge(comparisons.values());
    assert.deepEqual(
      missing.filter((path) => !unchecked.some(({ paths }) => paths.test(path))),
      [],
    );
  });

  it('states no reason that has become unnecessary', () => {
    const { missing } = merge(comparisons.values());
    for (const { reason, paths } of unchecked) {
      assert.ok(
        missing.some((path) => paths.test(path)),
        reason,
      );
    }
  });

  it('reproduces the digits printed in papers and manuals', () => {
    assert.deepEqual(list(reference.literature).flatMap(printedMismatches), []);
  });
});
