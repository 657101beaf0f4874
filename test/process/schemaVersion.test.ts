/** The version of the stored data: older data is raised after a backup, newer data is refused. */
import assert from 'node:assert/strict';
import { migrate, NewerDataError } from '../../server/database/schemaVersion.ts';
import { useDatabase } from '../support/testStore.ts';

describe('the schema version', () => {
  useDatabase();
  const nothing = async () => {};

  it('raises older data step by step, after one backup', async () => {
    const done: string[] = [];
    const step = (from: number) => ({ from, run: async () => void done.push(`step ${from}`) });
    await migrate(nothing, [], 1);
    await migrate(async () => void done.push('backup'), [step(2), step(1)], 3);
    await migrate(async () => void done.push('backup'), [step(2), step(1)], 3);
    assert.deepEqual(done, ['backup', 'step 1', 'step 2']);
  });

  it('refuses data that a newer program wrote', async () => {
    await migrate(nothing, [], 7);
    await assert.rejects(migrate(nothing, [], 6), NewerDataError);
  });
});
