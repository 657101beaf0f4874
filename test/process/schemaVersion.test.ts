/** The version of the stored data: older data is raised after a backup, newer data is refused. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpToDate } from '../../server/database/openStore.ts';
import {
  MissingMigrationError,
  migrate,
  NewerDataError,
  schemaVersion,
} from '../../server/database/schemaVersion.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testStoreSource, useDatabase } from '../support/testStore.ts';

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

  it('looks for every step before it backs up or changes anything', async () => {
    const done: string[] = [];
    const step = (from: number) => ({ from, run: async () => void done.push(`step ${from}`) });
    await migrate(nothing, [], 1);
    const raising = migrate(async () => void done.push('backup'), [step(1), step(3)], 4);
    await assert.rejects(raising, (error: Error) => {
      assert.ok(error instanceof MissingMigrationError);
      return /has version 1, .* no step from version 2\. Start an earlier release first/.test(error.message);
    });
    assert.deepEqual(done, []);
  });

  it('leaves two backups of a start that fails again and again, the first and the last', async () => {
    const { dataFolder } = await testStoreSource();
    await migrate(nothing, [], schemaVersion - 1);
    const failing = { from: schemaVersion - 1, run: () => Promise.reject(new Error('step fails')) };
    const dataDir = temporaryFolder('data');
    for (const hour of [1, 2, 3, 4]) {
      const now = new Date(`2026-11-30T0${hour}:00:00.000Z`);
      const raising = { steps: [failing], now, say: () => undefined };
      await assert.rejects(bringUpToDate({ dataFolder }, dataDir, raising), /step fails/);
    }
    const version = `-v${schemaVersion - 1}`;
    assert.deepEqual(readdirSync(join(dataDir, 'backups')).sort(), [
      `before-2026-11-30T010000.000Z${version}`,
      `before-2026-11-30T040000.000Z${version}`,
    ]);
  });

  it('refuses data that a newer program wrote', async () => {
    await migrate(nothing, [], 7);
    await assert.rejects(migrate(nothing, [], 6), NewerDataError);
  });
});
