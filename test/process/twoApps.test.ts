/** Two apps in one process: what one counts, refuses or has cached, the other does not see. */
import assert from 'node:assert/strict';
import type { Express } from 'express';
import supertest from 'supertest';
import { connect } from '../../server/database/connect.ts';
import { createFailureLimits, type FailureNote } from '../../server/http/failureLimits.ts';
import { newCode } from '../../server/participation/code.ts';
import { getAnsweringWave } from '../../server/responses/answeringWave.ts';
import { getCachedWave } from '../../server/waves/cachedWave.ts';
import { makeWaveKeys } from '../../server/waves/keys/makeWaveKeys.ts';
import { createJob, runJob, takeOverJob, waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { fixedClock, noon } from '../support/fixedClock.ts';
import { situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testApp } from '../support/testApp.ts';
import { closeStore, useDatabase } from '../support/testStore.ts';
import { type Blinded, voter } from '../support/voter.ts';

/** A blinded message that a signer with any other key of this length takes: its highest bit is 0. */
async function blindBelowAnyModulus(app: Express, wave: string): Promise<Blinded> {
  for (;;) {
    const blinded = await voter(app, wave).blind('office1');
    if (Buffer.from(blinded.blinded, 'base64')[0]! < 0x80) return blinded;
  }
}

describe('two apps in one process', () => {
  useDatabase();

  it('count failures each for itself, whichever was made last', async () => {
    const [first, second] = [await testApp(), await testApp()];
    const guess = ({ app }: { app: Express }) =>
      supertest(app).post('/right').set('Accept', 'application/json').send({ code: newCode() });
    for (let attempt = 0; attempt < 60; attempt += 1) await guess(first).expect(404);
    await guess(first).expect(429);
    await guess(second).expect(404);
  });

  it('refuse for want of room each for itself', async () => {
    const [full, free] = [await testApp({}, { maxConcurrentRequests: 0 }), await testApp()];
    await supertest(full.app).get('/').expect(503);
    await supertest(free.app).get('/').expect(200);
  });

  it('sign with the keys of their own folder alone', async () => {
    const [first, second, third] = [await testApp(), await testApp(), await testApp()];
    const { wave, codes } = await situation.openWave({ keyDir: first.config.keyDir, offices: 1 });
    const [code = ''] = codes.office1!;
    const blinded = await blindBelowAnyModulus(first.app, wave._id);
    await makeWaveKeys(third.config.keyDir, wave._id, ['office1'], () => {});
    const signed = await voter(first.app, wave._id).sign(code, blinded).expect(200);
    await voter(second.app, wave._id).sign(code, blinded).expect(503);
    const other = await voter(third.app, wave._id).sign(codes.office1![1]!, blinded).expect(200);
    await voter(first.app, wave._id).unblind(blinded, signed.body.signature);
    await assert.rejects(voter(first.app, wave._id).unblind(blinded, other.body.signature));
  });
});

describe('failure limits of processes that share them', () => {
  it('count what another process tells, under one salt', async () => {
    const notes: FailureNote[] = [];
    const here = createFailureLimits({ salt: 'one', broadcast: (note) => notes.push(note) });
    const there = createFailureLimits({ salt: 'one', broadcast: () => undefined });
    const [limitHere, limitThere] = [here.limit('code', 2, 60), there.limit('code', 2, 60)];
    for (let failure = 0; failure < 2; failure += 1) await limitHere.failed('somebody');
    await limitThere.check('somebody');
    for (const note of notes) await there.applyNote(note);
    await assert.rejects(limitThere.check('somebody'));
    await limitThere.check('somebody else');
  });
});

describe('two stores in one process, one after the other', () => {
  const clock = fixedClock();
  let keyDir = '';

  before(async () => {
    await closeStore();
    keyDir = temporaryFolder('keys');
  });

  /** A wave with the same id in another new store. */
  async function inNewStore(title: string, work: (id: string) => Promise<void>): Promise<void> {
    const store = await connect({ mongodbUri: undefined, dataDir: temporaryFolder('store') });
    try {
      const job = createJob('count', { actor: 'somebody', now: noon }, 1);
      await situation.openWave({ keyDir, invitations: 0, wave: { _id: 'same', title, job } });
      await work('same');
    } finally {
      await store.close();
    }
  }

  it('share no cached wave and no running job', async function () {
    this.timeout(60_000);
    let finish = () => {};
    await inNewStore('first', async (id) => {
      assert.equal((await getCachedWave(id))?.title, 'first');
      assert.equal((await getAnsweringWave(id, noon)).wave.title, 'first');
      runJob(
        id,
        clock,
        () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      );
    });
    await inNewStore('second', async (id) => {
      assert.equal((await getCachedWave(id))?.title, 'second');
      assert.equal((await getAnsweringWave(id, noon)).wave.title, 'second');
      const wave = { _id: id, job: (await getCachedWave(id))!.job };
      const later = new Date(noon.getTime() + 120_000);
      assert.equal(await takeOverJob(wave, later), true, 'nobody works on it in this store');
      await waveJobsFinished();
    });
    finish();
  });
});
