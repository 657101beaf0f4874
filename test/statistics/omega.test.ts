/** Omega where it can be worked out by hand, and where programs break. */
import assert from 'node:assert/strict';
import { omegaMl } from '../../server/statistics/omegaMl.ts';
import { assertClose } from './arbitraries.ts';

describe('omega', () => {
  it('of three items is the exact solution of their three covariances', () => {
    const { omega, loadings, heywood } = omegaMl([
      [4, 1.2, 1],
      [1.2, 1, 0.4],
      [1, 0.4, 1],
    ])!;
    assertClose(loadings[0]!, Math.sqrt(3));
    assertClose(omega, (Math.sqrt(3) + 1.2 / Math.sqrt(3) + 1 / Math.sqrt(3)) ** 2 / 11.2);
    assert.equal(heywood, false);
  });

  it('flags a unique variance below zero instead of hiding it', () => {
    const correlation = [
      [1, 0.8, 0.8],
      [0.8, 1, 0.5],
      [0.8, 0.5, 1],
    ];
    const fit = omegaMl(correlation)!;
    assertClose(fit.omega, 0.9);
    assertClose(fit.uniquenesses[0]!, -0.28);
    assert.equal(fit.heywood, true);
  });

  it('does not depend on the units of the items', () => {
    const covariance = [
      [1, 0.5, 0.4, 0.3],
      [0.5, 1, 0.45, 0.35],
      [0.4, 0.45, 1, 0.25],
      [0.3, 0.35, 0.25, 1],
    ];
    const stretched = covariance.map((row) => row.map((c) => 625 * c));
    assertClose(omegaMl(stretched)!.omega, omegaMl(covariance)!.omega);
  });

  it('is null for two items, an item without variance and items that always agree', () => {
    assert.equal(
      omegaMl([
        [1, 0.5],
        [0.5, 1],
      ]),
      null,
    );
    assert.equal(
      omegaMl([
        [1, 0.5, 0],
        [0.5, 1, 0],
        [0, 0, 0],
      ]),
      null,
    );
    assert.equal(
      omegaMl([
        [1, 1, 0.5],
        [1, 1, 0.5],
        [0.5, 0.5, 1],
      ]),
      null,
    );
  });
});
