import assert from 'node:assert/strict';
import { runsOf } from '../../server/responses/runsOf.ts';

describe('runs of blank statements', () => {
  it('join neighbours and keep what stands alone', () => {
    assert.deepEqual(runsOf([12, 13, 14, 25]), [
      [12, 14],
      [25, 25],
    ]);
    assert.deepEqual(runsOf([]), []);
  });
});
