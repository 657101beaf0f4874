import assert from 'node:assert/strict';
import { exchangeAttack } from './exchange.ts';
import { runs } from './runs.ts';

describe('two waves in which people of offices below the minimum have changed places', () => {
  it('publish the same numbers to the last digit, breakdowns and comparisons with the wave before included', () => {
    const tried = Array.from({ length: runs(6) }, (_, i) => exchangeAttack(1400 + 2 * i));
    const compared = tried.filter(({ outcome }) => outcome !== 'choice');
    assert.ok(compared.length > tried.length / 2);
    for (const { outcome, points } of compared) {
      assert.notEqual(outcome, 'leak');
      assert.ok(points > 20, `the smaller office moves by ${points} points only`);
    }
  }).timeout(600_000);
});
