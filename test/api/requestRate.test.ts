/** So many requests a minute for each token, and none of one taken from another's. */
import assert from 'node:assert/strict';
import express from 'express';
import supertest from 'supertest';
import { problems } from '../../server/api/requests/problem.ts';
import { requestRate } from '../../server/api/requests/requestRate.ts';
import { authenticate } from '../../server/api/tokens/authenticate.ts';
import { createFailureLimits } from '../../server/http/failureLimits.ts';
import { createLogger } from '../../server/http/logger.ts';
import { fixedClock } from '../support/fixedClock.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { tokenText } from './situation.ts';

describe('requests of programs', () => {
  useDatabase();

  it('are refused beyond the rate of a token, with the time to come again', async () => {
    const { config } = await testApp();
    const app = express();
    app.use(authenticate({ clock: fixedClock(), failureLimits: createFailureLimits() }), requestRate(3));
    app.get('/', (_req, res) => void res.json({}));
    app.use(problems(createLogger('silent'), config));
    const [one, other] = [await tokenText({ role: 'analyst' }), await tokenText({ role: 'analyst' })];
    const ask = (token: string) => supertest(app).get('/').set('Authorization', `Bearer ${token}`);
    for (const left of [2, 1, 0])
      assert.match((await ask(one).expect(200)).headers.ratelimit ?? '', new RegExp(`^"token";r=${left};`));
    const refused = await ask(one).expect(429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    await ask(other).expect(200);
  });

  it('with wrong tokens are counted by address, and lock out no right one', async () => {
    const { app } = await testApp();
    const right = await tokenText({ role: 'analyst' });
    const ask = (token: string) =>
      supertest(app).get('/api/v1/waves').set('Authorization', `Bearer ${token}`);
    for (let at = 0; at < 60; at += 1) await ask(`fs_wrong${at}`).expect(401);
    await ask('fs_wrong').expect(429);
    await ask(right).expect(200);
  });
});
