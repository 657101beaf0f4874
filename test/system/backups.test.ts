/** Backups that the product takes: when, encrypted to a key that is elsewhere, restored before they count, one while a wave runs. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { AccountModel } from '../../server/accounts/account.ts';
import { dayMs, hourMs, plusMs } from '../../server/clock.ts';
import type { BackupConfig } from '../../server/config.ts';
import { makeBackupKeys, readPublicKey, readSecretKey } from '../../server/database/backup/backupKeys.ts';
import { makeStreamKey, openSealed, sealInto } from '../../server/database/backup/sealedFile.ts';
import { backupJob } from '../../server/system/backups/backupJob.ts';
import { findBackupState } from '../../server/system/backups/backupState.ts';
import { isBackupDue } from '../../server/system/backups/isBackupDue.ts';
import { backupName, backupsToDestroy } from '../../server/system/backups/keptBackups.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { noon } from '../support/fixedClock.ts';
import { postForm } from '../support/people.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { emptyStore, testStoreSource } from '../support/testStore.ts';
import { useDesk } from '../support/useDesk.ts';

const at = (hours: number) => plusMs(noon, hours * hourMs);
const quiet = { triedAt: null, verifiedAt: null, failingSince: null, requestedAt: null };

describe('a backup is due', () => {
  // Noon in Tehran.
  const due = (change: Partial<Parameters<typeof isBackupDue>[0]>) =>
    isBackupDue({
      now: noon,
      at: '03:00',
      state: quiet,
      isDuringWave: false,
      newestWasDuringWave: false,
      ...change,
    });
  const done = { ...quiet, triedAt: at(-8), verifiedAt: at(-8) };

  it('once a day, from its time in Iran on, also when the program was off at that time', () => {
    assert.equal(due({}), true);
    assert.equal(due({ at: '12:01' }), false);
    assert.equal(due({ state: done }), false);
    assert.equal(due({ state: { ...done, verifiedAt: at(-13), triedAt: at(-13) } }), true);
  });

  it('an hour after one that failed, at once when asked for, and when a wave has ended', () => {
    const failed = { ...done, failingSince: at(-2) };
    assert.equal(due({ state: { ...failed, triedAt: at(-0.9) } }), false);
    assert.equal(due({ state: { ...failed, triedAt: at(-1) } }), true);
    assert.equal(due({ state: { ...done, requestedAt: noon } }), true);
    assert.equal(due({ state: { ...done, requestedAt: at(-9) } }), false, 'asked before the last try');
    assert.equal(due({ state: done, newestWasDuringWave: true }), true);
    assert.equal(due({ state: done, newestWasDuringWave: true, isDuringWave: true }), false);
  });
});

describe('of the backups', () => {
  const names = [4, 3, 2, 1].map((days) => backupName(plusMs(noon, days * dayMs), days === 3));

  it('one stays while a wave runs, and a series without those of a wave otherwise', () => {
    const [, wave = '', second = '', oldest = ''] = names;
    assert.deepEqual(backupsToDestroy(names, { isDuringWave: true, keep: 7 }), [wave, second, oldest]);
    assert.deepEqual(backupsToDestroy(names, { isDuringWave: false, keep: 7 }), [wave]);
    assert.deepEqual(backupsToDestroy(names, { isDuringWave: false, keep: 2 }), [wave, oldest]);
    assert.deepEqual(backupsToDestroy([], { isDuringWave: true, keep: 1 }), []);
  });
});

describe('an encrypted file', () => {
  const { publicText, secretText } = makeBackupKeys();
  const publicKey = readPublicKey(publicText);
  const keys = readSecretKey('key', `# a comment\n${secretText}\n`);
  let file: string;
  const plain = Buffer.alloc(200_000, 'متن ');
  const written = async (...pieces: Buffer[]) => {
    file = join(temporaryFolder('data'), 'file');
    async function* stream() {
      yield* pieces;
    }
    await sealInto(file, stream(), { publicKey, streamKey: makeStreamKey() });
  };
  const read = async (opening = keys) => {
    const pieces: Buffer[] = [];
    for await (const piece of openSealed(file, opening)) pieces.push(piece);
    return Buffer.concat(pieces);
  };

  it('opens with the secret key alone, whatever its length', async () => {
    for (const pieces of [[], [Buffer.alloc(65_536)], [Buffer.alloc(65_537)], [plain, plain]]) {
      await written(...pieces);
      assert.ok((await read()).equals(Buffer.concat(pieces)));
    }
    const other = readSecretKey('other', makeBackupKeys().secretText);
    await assert.rejects(read(other), /encrypted for another key/);
    assert.equal(readFileSync(file).includes('متن'), false);
  });

  it('is refused when a bit was turned, a piece cut off or anything added', async () => {
    await written(plain);
    const whole = readFileSync(file);
    for (const place of [0, 30, 110, 130, whole.length - 1]) {
      const turned = Buffer.from(whole);
      turned[place] = turned[place]! ^ 1;
      writeFileSync(file, turned);
      await assert.rejects(read(), /BackupError|is damaged|no encrypted|another key/, `byte ${place}`);
    }
    writeFileSync(file, whole);
    truncateSync(file, 21 + 80 + 24 + 65_536 + 17);
    await assert.rejects(read(), /cut short/);
    writeFileSync(file, whole);
    appendFileSync(file, 'x');
    await assert.rejects(read(), /goes on after its end|damaged/);
  });
});

describe('the job that takes backups', () => {
  const desk = useDesk(async () => undefined);
  const { publicText, secretText } = makeBackupKeys();
  let backup: BackupConfig;
  beforeEach(() => {
    backup = {
      dir: temporaryFolder('data'),
      key: publicText,
      at: '03:00',
      keep: 2,
      hook: undefined,
      hookEnvironment: { PATH: process.env.PATH ?? '' },
    };
    desk.config.backup = backup;
  });
  const source = async () => {
    const { dataFolder } = await testStoreSource();
    return dataFolder ? { dataDir: dataFolder } : { mongodbUri: process.env.MONGODB_URI };
  };
  const run = async (isStopping = () => false) =>
    backupJob({ ...desk.config, ...(await source()), backup }).run(desk.clock, isStopping);
  const files = () => readdirSync(backup.dir).sort();
  const shown = async () => load((await desk.agent.get('/desk/system').expect(200)).text)('main').text();
  const ask = () => postForm(desk.agent, '/desk/system/backups', {}, '/desk/system');

  it('writes one that only the secret key opens, and that brings everything back', async () => {
    const hookSaw = join(temporaryFolder('data'), 'env');
    backup.hook = `env > ${hookSaw}`;
    process.env.SMTP_URL = 'smtp://user:secret@mail';
    await run();
    delete process.env.SMTP_URL;
    const [name = ''] = files();
    assert.deepEqual(files(), [name]);
    assert.match(name, /^farhangsanj-2026-11-23T083000Z\.backup$/);
    const { dataDir } = await source();
    const leftover = dataDir ? join(dataDir, 'backups') : '';
    assert.deepEqual(existsSync(leftover) ? readdirSync(leftover) : [], [], 'no plain copy stays');
    const seen = readFileSync(hookSaw, 'utf8');
    assert.match(seen, new RegExp(`BACKUP_FILE=${join(backup.dir, name)}`));
    assert.doesNotMatch(seen, /SMTP_URL|SECRET/);
    assert.match(await shown(), /بازگردانی آن آزموده شده و به محل دیگر کپی شده است/);

    const key = join(temporaryFolder('data'), 'key');
    writeFileSync(key, secretText);
    await emptyStore();
    const file = join(backup.dir, name);
    assert.match((await runOnStore('restore', file)).stderr, /is encrypted: give --key/);
    assert.equal(await AccountModel.countDocuments(), 0);
    const restored = await runOnStore('restore', file, '--key', key);
    assert.equal(restored.code, 0, restored.stderr);
    assert.equal((await AccountModel.findOne().lean())?.username, 'sara');
  });

  it('keeps one while a wave runs, and none of the wave once it has ended', async () => {
    await run();
    desk.clock.advanceHours(24);
    await desk.signInAgain();
    await WaveModel.create({ _id: 'running', title: 'فرهنگ', state: 'open' });
    await run();
    assert.match(files().join(), /^[^,]+-wave\.backup$/);
    desk.clock.advanceHours(2);
    assert.equal(await run(), undefined, 'not due');
    await WaveModel.updateOne({ _id: 'running' }, { $set: { state: 'counted' } });
    desk.clock.advanceHours(2);
    await run();
    assert.match(files().join(), /^farhangsanj-[^,]+Z\.backup$/);
  });

  it('keeps the last one when the next fails, tries again after an hour, and says so in red', async () => {
    await run();
    const before = files();
    desk.clock.advanceHours(24);
    await desk.signInAgain();
    await assert.rejects(
      run(() => true),
      /stopped in the middle/,
    );
    assert.deepEqual(files(), before);
    assert.match(await shown(), /نسخهٔ پشتیبان: از کار افتاده/);
    assert.equal((await findBackupState())?.claimedBy, null);
    assert.equal(await run(), undefined);
    desk.clock.advanceHours(1);
    backup.hook = 'echo no route to host >&2; exit 3';
    assert.equal((await ask()).status, 303);
    assert.match(await shown(), /تا یک دقیقهٔ دیگر شروع می‌شود/);
    await run();
    assert.equal(files().length, 2);
    assert.match(await shown(), /به محل دیگر کپی نشد \(.*exit 3 no route to host/);
  });

  it('leaves nothing of a folder that cannot be written', async () => {
    if (process.getuid?.() === 0) backup.dir = join(backup.dir, 'nosuch');
    else chmodSync(backup.dir, 0o500);
    await assert.rejects(run());
    rmSync(backup.dir, { recursive: true, force: true });
  });

  it('is asked for only where backups are set up', async () => {
    desk.config.backup = undefined;
    assert.equal((await desk.agent.post('/desk/system/backups')).status, 403);
    const refused = await postForm(desk.agent, '/desk/system/backups', {}, '/desk/system');
    assert.equal(refused.status, 409);
    assert.match(await shown(), /BACKUP_KEY/);
  });
});
