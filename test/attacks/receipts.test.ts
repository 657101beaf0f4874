/** A suggestion that was caught on its way, or its receipt, is of no use to whoever sends it again. */
import assert from 'node:assert/strict';
import { useDatabase } from '../support/testStore.ts';
import { replayReceipts } from './around/receipts.ts';

describe('who has caught a suggestion', () => {
  useDatabase();

  it('opens nothing anew by sending it again, not even what its sender took back, and learns no text', async () => {
    const { sent, changed, tried, told } = await replayReceipts();
    assert.deepEqual([changed, told], [[], []]);
    assert.deepEqual([sent, tried], [8, 48]);
  });
});
