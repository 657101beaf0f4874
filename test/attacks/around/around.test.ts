/** Who looks beside the numbers: at files that leave, the log, backups, commands, and at what a caught request can still do. */
import assert from 'node:assert/strict';
import { useDatabase } from '../../support/testStore.ts';
import { pairByBackups } from './backups.ts';
import { verifyTells } from './commands.ts';
import { whatLeaves } from './leaving.ts';
import { readLogs } from './logs.ts';
import { replays } from './replays.ts';
import { readThemes } from './themes.ts';

describe('who looks beside the numbers', function () {
  this.timeout(300_000);
  useDatabase();

  it('finds in files neither who took them nor when nor where, and nothing that no reader sees', async () => {
    const { files, kinds, differing, telling, unseen } = await whatLeaves();
    assert.deepEqual([differing, telling, unseen], [[], [], []]);
    assert.ok(files >= 20, `${files} files`);
    assert.deepEqual(kinds, ['csv', 'json', 'pdf', 'pptx', 'xlsx']);
  });

  it('changes nothing by sending again what a browser sent, at once, after a restart, after closing, after the count', async () => {
    const { sent, changed, telling } = await replays();
    assert.deepEqual([changed, telling], [[], []]);
    assert.equal(sent, 56);
  });

  it('finds in the log of a whole wave, at every level, no code, id, address or answer, and no line of an answer', async () => {
    const { lines, answered, leaked, differing } = await readLogs();
    assert.deepEqual([leaked, differing], [[], []]);
    assert.equal(answered, 18);
    assert.ok(lines > 0, 'other things are logged');
  });

  it('learns nothing of a running wave, and after the count nothing of hidden offices, by `verify`', async () => {
    const { compared, differing } = await verifyTells();
    assert.deepEqual(differing, []);
    assert.equal(compared, 5);
  });

  it('finds by subtracting counts of words over the tree no group of fewer than ten who wrote one, or did not', () => {
    const { shown, compared, few } = readThemes(1, 30);
    assert.equal(few, 0);
    assert.ok(shown > 100 && compared > shown, `${shown} ${compared}`);
  });

  it('pairs rights and ballots between two backups in no way that is always right', async () => {
    const [one, other] = [await pairByBackups(), await pairByBackups()];
    for (const [way, share] of one.entries())
      assert.ok(Math.min(share, other[way]!) < 1, `way ${way} is right in both`);
  });
});
