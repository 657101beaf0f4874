/** `wave import` that is told to stop, or whose process was killed: nothing of it stays, on the disk or in the store. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advanceWaves } from '../../server/campaigns/advanceWaves.ts';
import { purgeWave } from '../../server/campaigns/purgeWave.ts';
import { releaseWave } from '../../server/campaigns/release/releaseWave.ts';
import { untilSignal } from '../../server/cli/untilSignal.ts';
import { finishImport } from '../../server/imports/brokenImports.ts';
import { importedWave } from '../../server/imports/importedWave.ts';
import { type ImportWave, importWave } from '../../server/imports/importWave.ts';
import { responseSpool } from '../../server/imports/responseSpool.ts';
import { readInstrumentFile } from '../../server/instruments/readInstrument.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { fixedClock } from '../support/fixedClock.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { useDatabase } from '../support/testStore.ts';
import { runOnStore } from './runOnStore.ts';

const financial = 'surveys/financial/instrument.json';

/** Twelve people of one office. */
function input(): ImportWave {
  const instrument = readInstrumentFile(financial);
  const items = instrument.dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id));
  const responsesFile = join(temporaryFolder('stopped'), 'responses.csv');
  const line = `hq,${items.map((_, place) => (place % 5) + 1).join(',')}\n`;
  writeFileSync(responsesFile, `office,${items.join(',')}\n${line.repeat(12)}`);
  const office = { code: 'hq', level: 'province', nameFa: 'استانداری', parent: null, headcount: 20 } as const;
  return {
    title: 'آزمون',
    instruments: [instrument],
    offices: [office as unknown as ImportWave['offices'][number]],
    officesFile: 'offices.csv',
    responsesFile,
    opensAt: null,
    closesAt: null,
    minimum: 5,
    previous: null,
    clock: fixedClock(),
  };
}

const stored = () =>
  Promise.all(
    [WaveModel, ResponseModel, CommentModel, TallyModel, PublishedReportModel].map((model) =>
      (model as typeof WaveModel).countDocuments(),
    ),
  );

describe('a broken import', () => {
  useDatabase();

  it('takes back what it has written when it is told to stop', async () => {
    for (const at of ['read', 'store', 'reports'] as const) {
      const stopping = new AbortController();
      const onProgress: ImportWave['onProgress'] = (step) => {
        if (step === at) stopping.abort(new Error(`stopped at ${at}`));
      };
      await assert.rejects(importWave({ ...input(), stopping: stopping.signal, onProgress }), {
        message: `stopped at ${at}`,
      });
      assert.deepEqual(await stored(), [0, 0, 0, 0, 0], at);
    }
  });

  it('is stopped by a signal, with one line that says what is true now', async () => {
    const others = new Set(process.listeners('SIGTERM'));
    const stopped = untilSignal('no wave was made', async (stopping) => {
      const ours = process.listeners('SIGTERM').filter((listener) => !others.has(listener));
      assert.equal(ours.length, 1);
      ours[0]!('SIGTERM');
      stopping.throwIfAborted();
    });
    await assert.rejects(stopped, { message: 'stopped by SIGTERM; no wave was made' });
    assert.equal(
      process.listeners('SIGTERM').length,
      others.size,
      'what comes after it can be ended as ever',
    );
  });

  it('keeps the answers it has read in a file that no other process finds', async () => {
    const [folder, before] = [temporaryFolder('spool'), process.env.TMPDIR];
    process.env.TMPDIR = folder;
    try {
      const spool = responseSpool({ items: 2, demographics: 1 });
      spool.add({ office: 3, items: Buffer.from([4, 5]), demographics: Buffer.from([1]) } as never);
      assert.deepEqual(process.platform === 'win32' ? [] : readdirSync(folder), []);
      for await (const { office, items } of spool.read()) assert.deepEqual([office, ...items], [3, 4, 5]);
      spool.remove();
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  it('whose process was killed is nothing that can be released, purged or compared with, and goes after an hour', async () => {
    const clock = fixedClock();
    const now = clock.now();
    const killed = importedWave({ ...input(), id: 'killed', actor: 'cli', now });
    await WaveModel.create(killed);
    await ResponseModel.create({
      _id: 'r1',
      wave: 'killed',
      unit: 'hq',
      answers: Buffer.alloc(1),
      demographics: Buffer.alloc(1),
    });
    const wave = await WaveModel.findById('killed').orFail().lean();
    await assert.rejects(releaseWave(wave, 'managers', { actor: 'a', now }));
    await assert.rejects(purgeWave(wave, { actor: 'a', now }));
    await assert.rejects(importWave({ ...input(), previous: 'killed' }), /expected the id of a counted wave/);
    const { code, stdout } = await runOnStore('verify', '--json');
    assert.deepEqual([code, JSON.parse(stdout).waves], [0, 0]);

    clock.advanceHours(0.9);
    await advanceWaves(clock.now(), temporaryFolder('keys'));
    assert.equal((await stored())[0], 1, 'it may still be under way');
    clock.advanceHours(0.2);
    await advanceWaves(clock.now(), temporaryFolder('keys'));
    assert.deepEqual(await stored(), [0, 0, 0, 0, 0]);
    await assert.rejects(finishImport(wave, clock.now(), true), /stood still for an hour and was taken back/);
  });
});
