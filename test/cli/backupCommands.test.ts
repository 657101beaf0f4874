/** Backup and restore from the command line: what was there is there again, and nothing is put over other data. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OfficeModel } from '../../server/offices/office.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { emptyStore, useDatabase } from '../support/testStore.ts';
import { runOnStore } from './runOnStore.ts';

describe('backup and restore on the command line', () => {
  useDatabase();
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fs-backup-'));
    await OfficeModel.create({ _id: 'ea-hq', level: 'province', nameFa: 'استانداری', headcount: 400 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('bring every document back', async () => {
    const target = join(folder, 'copy');
    assert.equal((await runOnStore('backup', target)).code, 0);
    await emptyStore();
    const { code, stdout } = await runOnStore('restore', target);
    assert.equal(code, 0);
    assert.match(stdout, /2 documents restored/, 'the office and the version of the data');
    assert.equal((await OfficeModel.findById('ea-hq').lean())?.headcount, 400);
  });

  it('refuse a store that holds documents, a damaged copy and a folder in use, and change nothing', async () => {
    const target = join(folder, 'copy');
    await runOnStore('backup', target);
    const again = await runOnStore('restore', target);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /is not empty/);
    assert.match((await runOnStore('backup', target)).stderr, /is not empty/);
    await emptyStore();
    const file = readdirSync(target).find((name) => name.startsWith('offices')) ?? '';
    writeFileSync(join(target, file), Buffer.concat([readFileSync(join(target, file)), Buffer.from('x')]));
    assert.equal((await runOnStore('restore', target)).code, 1);
    assert.equal(await OfficeModel.countDocuments(), 0);
  });

  it('never hold keys, and say of a running wave that it cannot be counted without them', async () => {
    await WaveModel.create({ _id: 'running', title: 'نوبت', state: 'open' });
    const target = join(folder, 'copy');
    await runOnStore('backup', target);
    await emptyStore();
    const { code, stderr } = await runOnStore('restore', target);
    assert.equal(code, 0);
    assert.match(stderr, /wave running .* cannot be counted/);
    assert.equal(existsSync(join(target, 'keys')), false);
  });
});
