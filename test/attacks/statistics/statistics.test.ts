/**
 * Attackers on one statistic each, who read published numbers and know how many people answer where: intraclass correlations, adjusted p
 * values, tests between offices, trends. ATTACK_SEED and ATTACK_RUNS try others.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../server/projectRoot.ts';
import { runs } from '../runs.ts';
import { adjustedOf, solveByAdjusted } from './adjusted.ts';
import { correlationAttack } from './correlationAttack.ts';

describe('An attacker with one statistic and a calculator', function () {
  this.timeout(300_000);
  const seed = Number(process.env.ATTACK_SEED ?? 1);

  it('reads published numbers, and nothing of what decides them', () => {
    const folder = join(projectRoot, 'test/attacks/statistics');
    for (const name of readdirSync(folder))
      assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /server\/disclosure\//, name);
  });

  it('narrows no office below the minimum to less than 20 points by an intraclass correlation', () => {
    const { tried, narrow, solved, wrong } = correlationAttack(seed, runs(8));
    assert.deepEqual([narrow, solved, wrong], [0, 0, 0]);
    assert.ok(tried > 20, `${tried} offices were tried`);
  });

  it('finds in adjusted p values nothing but the shown ones and how many there are', () => {
    const { families, fromShown, places } = adjustedOf(seed, runs(8));
    assert.ok(families > 20, `${families} families were read`);
    assert.equal(fromShown, families);
    assert.equal(places, 0);
    assert.ok(solveByAdjusted([0.01, 0.5], [0.03, 0.6], 3).isBetrayed, 'a p from elsewhere would be seen');
  });
});
