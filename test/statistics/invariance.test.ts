/** Fit of one factor and measurement invariance: against lavaan (reference/invariance.R). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type FactorFit, factorFit } from '../../server/statistics/factorFit.ts';
import { invariance } from '../../server/statistics/invariance.ts';
import { type InvarianceGroup, invarianceModels } from '../../server/statistics/invarianceModels.ts';
import { normalDraws } from '../../server/statistics/normalDraws.ts';
import { omegaMl } from '../../server/statistics/omegaMl.ts';

interface Reference {
  name: string;
  groups: InvarianceGroup[];
  single: FactorFit[];
  configural: FactorFit;
  metric: FactorFit;
  scalar: FactorFit;
  metricScores: number[];
  scalarScores: number[];
  partial?: FactorFit;
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('reference/invariance.json', import.meta.url), 'utf8'),
);

function near(found: FactorFit | null | undefined, wanted: FactorFit, what: string): void {
  assert.ok(found, `${what}: nothing`);
  assert.equal(found.df, wanted.df, `${what}: df`);
  for (const index of ['cfi', 'rmsea', 'srmr'] as const)
    assert.ok(
      Math.abs(found[index] - wanted[index]) < 1e-5,
      `${what}: ${index} ${found[index]} not ${wanted[index]}`,
    );
  assert.ok(
    Math.abs(found.chi2 - wanted.chi2) < 1e-4 * Math.max(1, wanted.chi2),
    `${what}: χ² ${found.chi2} not ${wanted.chi2}`,
  );
}

/** People who answer four items, each with a loading of .7. */
function drawn(n: number, draw: () => number): InvarianceGroup {
  const sheets = Array.from({ length: n }, () => {
    const factor = draw();
    return [0, 1, 2, 3].map(() => 0.7 * factor + Math.sqrt(0.51) * draw());
  });
  const means = [0, 1, 2, 3].map((i) => sheets.reduce((sum, sheet) => sum + sheet[i]!, 0) / n);
  const covariance = means.map((a, i) =>
    means.map((b, j) => sheets.reduce((sum, sheet) => sum + (sheet[i]! - a) * (sheet[j]! - b), 0) / (n - 1)),
  );
  return { n, means, covariance };
}

const none: ReadonlySet<number> = new Set();
const reference = (name: string) => {
  const found = references.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
};

describe('fit of one factor', () => {
  it('is that of lavaan, group by group', () => {
    for (const { name, groups, single } of references)
      for (const [g, { n, covariance }] of groups.entries()) {
        const factor = omegaMl(covariance);
        assert.ok(factor);
        near(factorFit(covariance, n, factor), single[g]!, `${name}, group ${g + 1}`);
      }
  });
});

describe('measurement invariance', () => {
  // Where no single factor fits, the likelihood has several maxima, of which lavaan finds a lower one than ours.
  const fitting = references.filter(({ configural }) => configural.cfi >= 0.9);
  for (const { name, groups, configural, metric, scalar, ...scores } of fitting)
    it(`has the fit and the score tests of lavaan: ${name}`, () => {
      const models = invarianceModels(groups);
      assert.ok(models);
      const loadings = models.equal({ loadings: none, intercepts: null });
      const intercepts = models.equal({ loadings: none, intercepts: none });
      near(models.configural, configural, 'configural');
      near(loadings?.fit, metric, 'metric');
      near(intercepts?.fit, scalar, 'scalar');
      const both = [
        [loadings, scores.metricScores],
        [intercepts, scores.scalarScores],
      ] as const;
      for (const [model, wanted] of both)
        for (const [item, chi2] of wanted.entries()) {
          const found = model?.blame(item) ?? Number.NaN;
          assert.ok(Math.abs(found - chi2) < 1e-3 * Math.max(1, chi2), `item ${item}: ${found} not ${chi2}`);
        }
    });

  it('fits the released items as lavaan does', () => {
    const shifted = reference('one item shifted');
    const third = new Set([2]);
    const released = invarianceModels(shifted.groups)?.equal({ loadings: none, intercepts: third });
    near(released?.fit, shifted.partial!, 'intercept');
    const loading = reference('one loading');
    near(
      invarianceModels(loading.groups)?.equal({ loadings: third, intercepts: third })?.fit,
      loading.partial!,
      'loading',
    );
  });

  it('has the fit of lavaan without any equality where no single factor fits', () => {
    const { groups, configural } = reference('two factors');
    near(invarianceModels(groups)?.configural, configural, 'configural');
  });

  it('finds the item that is answered otherwise, and says how far the questions mean the same', () => {
    const verdictOf = (name: string) => {
      const found = invariance(reference(name).groups);
      return (
        found && [found.verdict, found.failed, found.released.map(({ item, step }) => `${step} ${item}`)]
      );
    };
    assert.deepEqual(verdictOf('alike'), ['same', null, []]);
    assert.deepEqual(verdictOf('three items'), ['same', null, []]);
    assert.deepEqual(verdictOf('one item shifted'), ['partly', 'scalar', ['scalar 2']]);
    assert.deepEqual(verdictOf('one loading'), ['partly', 'metric', ['metric 2']]);
    assert.deepEqual(verdictOf('seven items, four groups'), ['partly', 'scalar', ['scalar 5']]);
    assert.deepEqual(verdictOf('two factors'), ['different', 'configural', []]);
    assert.equal(verdictOf('many shifted')?.[0], 'different');
  });

  it('does not take chance in two groups of a hundred for questions that mean something else', () => {
    const verdicts = Array.from({ length: 60 }, (_, seed) => {
      const draw = normalDraws(seed + 1);
      return invariance([drawn(100, draw), drawn(100, draw)])?.verdict;
    });
    // By the fall of the CFI alone 15 were called otherwise.
    assert.ok(verdicts.filter((verdict) => verdict !== 'same').length <= 4, verdicts.join());
  });

  it('does not call noise different: where nothing goes together, nothing was understood otherwise', () => {
    const unrelated = (n: number, items: number, draw: () => number): InvarianceGroup => {
      const sheets = Array.from({ length: n }, () => Array.from({ length: items }, draw));
      const mean = (of: (sheet: number[]) => number) => sheets.reduce((sum, sheet) => sum + of(sheet), 0) / n;
      const means = Array.from({ length: items }, (_, i) => mean((sheet) => sheet[i]!));
      const covariance = means.map((a, i) =>
        means.map((b, j) => (n / (n - 1)) * mean((sheet) => (sheet[i]! - a) * (sheet[j]! - b))),
      );
      return { n, means, covariance };
    };
    const verdicts = Array.from({ length: 60 }, (_, seed) => {
      const draw = normalDraws(seed + 1);
      const items = 3 + (seed % 3);
      return invariance([unrelated(120, items, draw), unrelated(180, items, draw)])?.verdict ?? 'untold';
    });
    assert.ok(verdicts.filter((verdict) => verdict === 'different').length <= 4, verdicts.join());
    assert.ok(verdicts.filter((verdict) => verdict === 'untold').length >= 45, verdicts.join());
  });

  it('does not hang on the units of an item, nor on which group comes first', () => {
    const { groups } = reference('one item shifted');
    const units = [1, 25, 0.3, 4, 1];
    const rescaled = groups.map(({ n, means, covariance }) => ({
      n,
      means: means.map((mean, i) => units[i]! * mean + 7),
      covariance: covariance.map((row, i) => row.map((c, j) => units[i]! * units[j]! * c)),
    }));
    const [one, other] = [invariance(groups), invariance(rescaled.toReversed())];
    assert.ok(one?.scalar && other?.scalar);
    near(other.scalar, one.scalar, 'scalar');
    assert.deepEqual(
      other.released.map(({ item }) => item),
      one.released.map(({ item }) => item),
    );
  });

  it('says nothing of one group, of two items, of an item that nobody answers differently', () => {
    const { groups } = reference('alike');
    assert.equal(invariance(groups.slice(0, 1)), null);
    const two = groups.map(({ n, means, covariance }) => ({
      n,
      means: means.slice(0, 2),
      covariance: covariance.slice(0, 2).map((row) => row.slice(0, 2)),
    }));
    assert.equal(invariance(two), null);
    const flat = groups.map((group) => ({
      ...group,
      covariance: group.covariance.map((row, i) => row.map((c, j) => (i === 0 || j === 0 ? 0 : c))),
    }));
    assert.equal(invariance(flat), null);
    assert.throws(() => invariance([{ n: 1.5, means: [1], covariance: [[1]] }]), RangeError);
  });
});
