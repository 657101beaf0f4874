/** Compares a report as `report --json` prints it with what R computed of the same answers (see README.md for the order of numbers). */
import assert from 'node:assert/strict';

// biome-ignore lint/suspicious/noExplicitAny: reports are compared as the plain JSON that readers get
export type Json = any;

/** How many scores were given in detail and compared. */
export function assertReport(report: Json, expected: Json, aggregation: Json): number {
  assert.equal(report.headcount, expected.headcount);
  assert.equal(report.responses, expected.responses);
  let compared = 0;
  for (const instrument of report.instruments) {
    const isPartly = (id: string) => expected.partly.has(id);
    const index = `index:${instrument.id}`;
    compared += assertScore(instrument.index, expected.scores[index], isPartly(index));
    for (const dimension of instrument.dimensions) {
      const { icc1, icc2, offices } = instrument.aggregation[dimension.id];
      const [wantedIcc1, wantedIcc2, wantedOffices] = aggregation[dimension.id];
      // R gives ICC(2) a number where ICC(1) is not above 0; ours is null there, because it means nothing.
      const meaningful = wantedIcc1 > 0 ? wantedIcc2 : null;
      const name = `aggregation of ${dimension.id}`;
      // Hidden offices count together, and R counts them one by one: then the two are near.
      const isAllShown = !expected.partly.has(`dimension:${dimension.id}`);
      assert.equal(offices, wantedOffices);
      if (isAllShown) close([icc1, icc2], [wantedIcc1, meaningful], name);
      else if (icc1 !== null) close(icc1, wantedIcc1, name, 0.1);
      const id = `dimension:${dimension.id}`;
      compared += assertScore(dimension, expected.scores[id], isPartly(id));
      if (typeof dimension.sd === 'number') assertQuality(dimension, expected.quality[dimension.id]);
      for (const item of dimension.items ?? [])
        compared += assertItem(item, expected.scores[`item:${item.id}`]);
    }
    const { drivers } = instrument;
    const own = expected.drivers[instrument.id];
    if (drivers?.from === report.office && drivers.n === own[0]) assertDrivers(drivers, own);
  }
  return compared;
}

/** Ids of the indexes and dimensions that some office with answers does not show in detail. */
export function hiddenSomewhere(reports: Json[]): Set<string> {
  const parts = reports
    .filter(({ scope, responses }) => scope === 'own' && responses !== 0)
    .flatMap(({ instruments }) => instruments);
  const isHidden = (score: Json) => typeof score.sd !== 'number';
  return new Set(
    parts.flatMap(({ id, index, dimensions }: Json) => [
      ...(isHidden(index) ? [`index:${id}`] : []),
      ...dimensions.filter(isHidden).map((one: Json) => `dimension:${one.id}`),
    ]),
  );
}

function numbersOf(score: Json): unknown[] {
  const { n, mean, sd, ci95, favourable, neutral, unfavourable } = score;
  return [n, mean, sd, ci95?.[0] ?? null, ci95?.[1] ?? null, favourable, neutral, unfavourable];
}

/** @param isPartly whether some office is hidden: R knows them all, so its shrunken means are then met roughly */
function assertScore(score: Json, expected: Json[], isPartly: boolean): number {
  if (typeof score.sd !== 'number') return 0;
  const { band, borderline, shrunken, versus } = score;
  const id = score.id ?? 'index';
  close([...numbersOf(score), band, borderline], expected.slice(0, 10), id);
  close(shrunken, expected[10], `shrunken ${id}`, isPartly ? 0.005 : 1e-8);
  for (const [i, side] of [versus.parent, versus.province, versus.previous].entries()) {
    if (side.unavailable === 'disclosure') continue;
    const wanted = expected[11 + i];
    if (isPartly && !side.unavailable) assertNotBelow(side, wanted, id);
    close(differenceOf(side), isPartly ? withAdjustment(wanted, side) : wanted, `comparison ${i} of ${id}`);
  }
  return 1;
}

/** R adjusts by the p of hidden offices as well, we as if theirs were 1: never less. */
function assertNotBelow({ pAdjusted }: Json, wanted: Json, id: string): void {
  if (wanted[4] === null) return;
  assert.ok(pAdjusted >= wanted[4] - 1e-8 && pAdjusted <= 1, `adjusted p of ${id}`);
}

/** What R gives, with our adjustment and the mark that follows from it. */
function withAdjustment(wanted: Json, { pAdjusted, mark, unavailable }: Json): Json {
  if (unavailable || !Array.isArray(wanted)) return wanted;
  const isLost = wanted[6] !== 'notTested' && pAdjusted >= 0.05;
  assert.ok(isLost || mark === wanted[6], 'a mark is lost or stays');
  return [...wanted.slice(0, 4), pAdjusted, wanted[5], isLost ? 'notDifferent' : wanted[6]];
}

function differenceOf(side: Json): unknown {
  if (side.unavailable) return side.unavailable;
  const { difference, ci95, p, pAdjusted, effect, mark } = side;
  return [difference, ci95?.[0] ?? null, ci95?.[1] ?? null, p, pAdjusted, effect, mark];
}

function assertItem(item: Json, expected: Json[]): number {
  if (typeof item.sd !== 'number') return 0;
  close([...numbersOf(item), item.distribution, item.notApplicable], expected, item.id);
  return 1;
}

function assertQuality({ id, reliability, agreement, items }: Json, expected: Json[]): void {
  if (agreement.suppressed) return;
  const [n, alpha, low, high, omega, rwg] = expected;
  close([agreement.rwg], [rwg], `agreement of ${id}`);
  assert.equal(reliability === null, items.length === 1);
  if (reliability === null) return;
  close(
    [reliability.n, reliability.alpha, ...(reliability.alphaCi95 ?? [null, null])],
    [n, alpha, low, high],
    id,
  );
  if (omega !== null) close([reliability.omega], [omega], `omega of ${id}`, 1e-6);
}

function assertDrivers({ n, r2, weights }: Json, [wantedN, wantedR2, wanted]: Json[]): void {
  close([n, r2], [wantedN, wantedR2], 'drivers');
  for (const { dimension, weight, share } of weights) {
    close([weight, share], [wanted[dimension], wanted[dimension] / wantedR2], `driver ${dimension}`);
  }
}

/** Numbers within 1e-8 of their size (at least 1), all else exactly. */
function close(actual: unknown, wanted: unknown, what: string, tolerance = 1e-8): void {
  if (Array.isArray(actual) && Array.isArray(wanted)) {
    assert.equal(actual.length, wanted.length, what);
    for (const [i, one] of actual.entries()) close(one, wanted[i], `${what} [${i}]`, tolerance);
  } else if (typeof actual === 'number' && typeof wanted === 'number') {
    const distance = Math.abs(actual - wanted);
    const allowed = tolerance * Math.max(1, Math.abs(wanted));
    assert.ok(distance <= allowed, `${what}: expected ${wanted}, found ${actual}`);
  } else assert.equal(actual, wanted, what);
}
