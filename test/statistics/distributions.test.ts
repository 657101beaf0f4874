/** Tail probabilities against scipy 1.17.1, far beyond where one minus a cumulative probability is 0. */
import assert from 'node:assert/strict';
import { twoSidedT, twoSidedZ, upperChiSquare, upperF } from '../../server/statistics/tails.ts';
import { assertClose } from './arbitraries.ts';

describe('the test distributions', () => {
  it('keep their digits deep in the tail', () => {
    const tails: [number, number][] = [
      [upperF(9.256343277, 67, 4661), 5.599038826587355e-84],
      [upperChiSquare(564.1261266, 67), 1.0303334345148497e-79],
      [upperChiSquare(0.5, 3), 0.9188914116546758],
      [twoSidedT(10, 5), 0.00017094757574296363],
      [twoSidedT(40, 4000), 1.3079005182174986e-294],
      [twoSidedZ(30), 9.813427854295816e-198],
    ];
    for (const [ours, scipy] of tails) assertClose(ours / scipy, 1, 1e-9);
  });

  it('are 1 at the centre and underflow to 0, never below', () => {
    assert.deepEqual([twoSidedT(0, 3), twoSidedZ(0), upperF(0, 2, 3), upperChiSquare(0, 2)], [1, 1, 1, 1]);
    assert.deepEqual([twoSidedZ(100), upperChiSquare(1e6, 3)], [0, 0]);
  });
});
