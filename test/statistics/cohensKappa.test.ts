/** Cohen's κ and its interval against scikit-learn and statsmodels (`reference/kappa.py`), and the tables that have none. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { cohensKappa } from '../../server/statistics/cohensKappa.ts';

interface Case {
  table: [number, number, number, number];
  kappa: number | null;
  ci95: [number, number] | null;
}

const cases = JSON.parse(
  readFileSync(join(projectRoot, 'test/statistics/reference/kappa.json'), 'utf8'),
) as Case[];
const of = ([both, onlyFirst, onlySecond, neither]: Case['table']) =>
  cohensKappa({ both, onlyFirst, onlySecond, neither });

describe("Cohen's kappa", () => {
  it('agrees with independent programs', () => {
    let compared = 0;
    for (const { table, kappa, ci95 } of cases) {
      const found = of(table);
      assert.equal(found === null, kappa === null, table.join());
      if (!found || kappa === null) continue;
      assert.equal(found.ci95 === null, ci95 === null, table.join());
      const ends = [0, 1].map((end) => (found.ci95?.[end] ?? 0) - (ci95?.[end] ?? 0));
      assert.ok(
        Math.max(...[found.kappa - kappa, ...ends].map(Math.abs)) < 1e-9,
        `${table}: ${JSON.stringify(found)} for ${kappa}, ${ci95}`,
      );
      compared += 1;
    }
    assert.ok(compared > 90, String(compared));
  });

  it('is undefined where chance agrees as well, and is never certain', () => {
    assert.equal(of([0, 0, 0, 30]), null);
    assert.equal(of([30, 0, 0, 0]), null);
    assert.equal(of([1, 0, 0, 0]), null);
    const [few, many] = [of([5, 0, 0, 5]), of([500, 0, 0, 500])];
    assert.ok(few?.ci95 && many?.ci95 && few.kappa === 1 && few.ci95[0] < 0.5 && many.ci95[0] > 0.98);
    assert.throws(() => of([-1, 0, 0, 3]), /both/);
  });
});
