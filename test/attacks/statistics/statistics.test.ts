/**
 * Attackers on one statistic each, who read published numbers and know how many people answer where: intraclass correlations, adjusted p
 * values, reliability, drivers, ranks, raked means, trends. ATTACK_SEED and ATTACK_RUNS try others.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../server/projectRoot.ts';
import { runs } from '../runs.ts';
import { adjustedOf, solveByAdjusted } from './adjusted.ts';
import { correlationAttack } from './correlationAttack.ts';
import { rangesOfSilence, trendsOver } from './fromShown.ts';
import { reliabilityAttack } from './reliability.ts';
import { statistics } from './worlds.ts';
import { worldsAttack } from './worldsAttack.ts';

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

  it('is certain of nobody’s answer to a hidden item by alpha and by what is said of items', () => {
    const { certain, wrong, betraying } = reliabilityAttack(seed, runs(10));
    assert.deepEqual([certain, wrong], [0, 0]);
    assert.ok(betraying > 5, `${betraying} hidden items on which all or all but one agree`);
  });

  for (const [name, statistic] of Object.entries(statistics))
    it(`narrows no office below the minimum by ${name}`, () => {
      const { tried, narrow, solved } = worldsAttack(statistic, { seed, provinces: runs(4) });
      assert.deepEqual([narrow, solved], [0, 0]);
      assert.ok(tried > 8, `${tried} offices were tried`);
    });

  it('would solve offices if means, ranks or the variance between them were computed one by one', () => {
    for (const name of ['empirical Bayes means', 'ranks', 'variance between offices']) {
      const published: Parameters<typeof worldsAttack>[1]['published'] = (statistic, province) =>
        statistic(province).inWorld(province.sheets);
      const { tried, narrow } = worldsAttack(statistics[name]!, { seed, provinces: 2, published });
      assert.ok(2 * narrow > tried, `${name}: ${narrow} of ${tried}`);
    }
  });

  it('finds in the range that silence leaves, and in trends, nothing but shown means', () => {
    const [silence, trends] = [rangesOfSilence(seed, runs(4)), trendsOver(seed, runs(60))];
    assert.deepEqual([silence.otherwise, trends.otherwise], [0, 0]);
    assert.ok(silence.stated > 20 && trends.tested > 10, JSON.stringify([silence, trends]));
  });
});
