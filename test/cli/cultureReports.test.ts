/** Two waves of 68 offices through the command line: every statistic of the report against R (see test/statistics/fixtures). */
import assert from 'node:assert/strict';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { useDatabase } from '../support/testStore.ts';
import { reference } from './cultureFiles.ts';
import { storedCultureWaves } from './cultureWave.ts';
import { jsonOf, runOnStore } from './runOnStore.ts';

// biome-ignore lint/suspicious/noExplicitAny: reports are compared as the plain JSON that readers get
type Json = any;

describe('reports of two imported waves of culture', () => {
  useDatabase({ emptyEach: false });
  const expected: Json = reference().culture;
  const dimensionIds = Object.keys(expected.key);
  let waves: Json[] = [];
  const shown = new Map<string, Json>();
  const report = async (wave: number, office: string, scope = 'own') => {
    const key = `${wave} ${office} ${scope}`;
    if (!shown.has(key)) {
      const id = waves[wave - 1].wave;
      shown.set(key, await jsonOf('report', '--wave', id, '--office', office, '--scope', scope));
    }
    return shown.get(key);
  };
  const dimensionOf = (from: Json, id: string) =>
    from.instruments[0].dimensions.find((dimension: Json) => dimension.id === id);

  before(async function () {
    this.timeout(120_000);
    waves = await storedCultureWaves();
  });

  it('counts responses and sheets without an answer', () => {
    const { rows_wave1, rows_wave1_with_at_least_one_answer: answered, rows_wave2 } = expected.response;
    assert.equal(waves[0].responses, answered);
    assert.equal(waves[0].empty, rows_wave1 - answered);
    assert.deepEqual([waves[1].responses, waves[1].empty], [rows_wave2, 0]);
  });

  it('gives means, sds, intervals, shares and agreement of every office shown in detail', async () => {
    let compared = 0;
    for (const id of dimensionIds) {
      const by = expected.groups.office_id[id];
      for (const [position, group] of by.groups.entries()) {
        const dimension = dimensionOf(await report(1, group.group), id);
        if (typeof dimension.sd !== 'number') continue;
        compared += 1;
        assert.equal(dimension.n, group.n);
        close(dimension.mean, 25 * (group.mean - 1));
        close(dimension.sd, 25 * group.sd);
        const fpc = by.mean_ci_fpc[position].ci95_t_fpc;
        closeInterval(
          dimension.ci95,
          fpc.map((end: number) => 25 * (end - 1)),
        );
        close(dimension.favourable, by.favourable_by_office[position].pooled_responses_pct / 100);
        if (!dimension.agreement.suppressed)
          close(dimension.agreement.rwg, agreementOf(expected, id, group.group));
        const shrunken = 25 * (by.empirical_bayes.groups[position].reml_eb_mean - 1);
        close(dimension.shrunken, shrunken, hasTooFew(by) ? 1e-3 : 1e-6);
      }
    }
    assert.ok(compared > 330, `${compared} of 408 were compared`);
  });

  it('tests every office against everyone else, adjusted over all 68', async () => {
    let compared = 0;
    for (const id of dimensionIds) {
      const family: Json[] = expected.groups.office_id[id].group_vs_rest;
      const reports = await Promise.all(family.map(({ group }) => report(1, group)));
      compared += assertFamily(
        reports.map((each) => dimensionOf(each, id).versus?.province),
        family,
      );
    }
    assert.ok(compared > 330, `${compared} of 408 were compared`);
  });

  it('tests every office against its previous wave', async () => {
    for (const id of dimensionIds) {
      const family: Json[] = expected.wave2_minus_wave1.by_office[id];
      const reports = await Promise.all(family.map(({ office_id }) => report(2, office_id)));
      assertFamily(
        reports.map((each) => dimensionOf(each, id).versus?.previous),
        family,
      );
      const whole = dimensionOf(await report(2, 'HQ', 'subtree'), id).versus.previous;
      assertTest(whole, { ...expected.wave2_minus_wave1.overall[id], p_bh: null });
    }
  });

  it('gives reliability, aggregation and items of the province', async () => {
    let partly = 0;
    const province = await report(1, 'HQ', 'subtree');
    for (const id of dimensionIds) {
      const { reliability, items } = dimensionOf(province, id);
      const exact = expected.dimensions[id].reliability.complete;
      assert.equal(reliability.n, exact.n);
      close(reliability.alpha, exact.alpha_raw);
      close(reliability.omega, exact.omega_total_ml_raw_metric, 1e-6);
      closeInterval(reliability.alphaCi95, exact.alpha_ci95_feldt);
      const { icc1, icc2 } = province.instruments[0].aggregation[id];
      const by = expected.groups.office_id[id];
      // Hidden offices count together, so that the numbers are about shown ones.
      const isPartly = Math.abs(icc1 - by.anova.icc1_k_n0) > 1e-8;
      if (isPartly) assert.ok(Math.abs(icc1 - by.anova.icc1_k_n0) < 0.005, `${icc1} is near what R gives`);
      partly += Number(isPartly);
      // Means nothing where the offices differ less than chance alone would have it.
      if (icc1 > 0) close(icc2, by.anova.icc2_mean_of_group_reliabilities_n0, isPartly ? 0.1 : 1e-8);
      else assert.equal(icc2, null);
      for (const item of items) {
        const raw = expected.items_raw[item.id];
        assert.deepEqual(item.distribution, Object.values(raw.counts));
        const recoded = expected.items_reversed[item.id] ?? raw;
        close(item.mean, 25 * (recoded.mean - 1));
        close(item.favourable, recoded.pct_favourable / 100);
      }
    }
    assert.ok(partly < dimensionIds.length, 'and to the last digit where nobody is hidden');
  });

  it('gives the drivers of the province', async () => {
    const { drivers } = (await report(1, 'HQ', 'subtree')).instruments[0];
    const weights = expected.relative_weights.engagement_on_5;
    assert.deepEqual([drivers.outcome, drivers.from, drivers.n], ['engagement', 'HQ', weights.n]);
    close(drivers.r2, weights.r2);
    for (const { dimension, weight, share } of drivers.weights) {
      close(weight, weights.raw_weight[dimension]);
      close(share, weights.rescaled_pct[dimension] / 100);
    }
  });

  it('takes the drivers of a small office from above and says so', async () => {
    const { drivers } = (await report(1, 'D07')).instruments[0];
    const parent = (await report(1, 'G03', 'subtree')).instruments[0].drivers;
    assert.deepEqual(drivers, parent);
    assert.equal(drivers.from, 'G03');
  });

  it('verifies', async () => {
    const { code, stdout } = await runOnStore('verify');
    assert.equal(code, 0);
    assert.match(stdout, /2 waves, 9457 responses/);
  });

  it('holds no number that is not finite', async () => {
    const reports = await PublishedReportModel.find().lean();
    assert.equal(reports.length, 2 * 2 * 68);
    for (const { report: each } of reports) assertFinite(each);
  });
});

function hasTooFew({ groups }: Json): boolean {
  return groups.some(({ n }: Json) => n < 5);
}

function agreementOf(expected: Json, dimension: string, office: string): number {
  const { groups } = expected.agreement_by_office[dimension];
  return groups.find(({ group }: Json) => group === office).rwgj_uniform;
}

function close(actual: number, wanted: number, tolerance = 1e-8): void {
  const distance = Math.abs(actual - wanted);
  assert.ok(
    distance <= tolerance * Math.abs(wanted) || distance < 1e-9,
    `expected ${wanted}, found ${actual}`,
  );
}

function closeInterval(actual: number[], wanted: number[]): void {
  for (const [i, end] of wanted.entries()) close(actual[i]!, end, 1e-6);
}

const isGiven = (one: Json) => Boolean(one) && !('unavailable' in one);

/**
 * All tests of one family; how many were shown. R adjusts by the p of hidden offices as well: ours count in the size of the family alone,
 * as `p.adjust(shown, "BH", n = length(all))` does.
 */
function assertFamily(actual: Json[], wanted: Json[]): number {
  const shown: number[] = wanted.filter((_, i) => isGiven(actual[i])).map(({ p }) => p);
  const all = wanted.filter(({ p }) => p !== null).length;
  const rankOf = (p: number) => shown.filter((other) => other <= p).length;
  const adjusted = (p: number) =>
    Math.min(1, ...shown.filter((other) => other >= p).map((other) => (other * all) / rankOf(other)));
  for (const [i, test] of wanted.entries()) {
    if (!isGiven(actual[i])) continue;
    assert.ok(adjusted(test.p) >= test.p_bh - 1e-9, 'never below what R gives');
    assertTest(actual[i], { ...test, p_bh: adjusted(test.p) });
  }
  return shown.length;
}

function assertTest(actual: Json, wanted: Json): void {
  close(actual.difference, 25 * wanted.diff, 1e-6);
  close(actual.p, wanted.p, 1e-6);
  if (wanted.p_bh !== null) close(actual.pAdjusted, wanted.p_bh, 1e-6);
  close(actual.effect, wanted.g_exact_J);
  closeInterval(
    actual.ci95,
    wanted.diff_ci95.map((end: number) => 25 * end),
  );
}

function assertFinite(value: unknown): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value));
  else if (Array.isArray(value)) for (const each of value) assertFinite(each);
  else if (value !== null && typeof value === 'object') assertFinite(Object.values(value));
}
