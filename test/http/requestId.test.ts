/** The id of a request: on the error page, in the response and in the log, which names the whole route and never what stands in it. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../server/app.ts';
import { createFailureLimits } from '../../server/http/failureLimits.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

interface Line {
  id: string;
  method: string;
  route: string;
  status: number;
}

describe('the id of a request', () => {
  useDatabase({ emptyEach: false });
  let app: Express;
  let agent: Agent;
  const log: Line[] = [];
  before(async () => {
    const { config, clock } = await testApp();
    const logger = pino({ level: 'info', base: null }, { write: (line) => void log.push(JSON.parse(line)) });
    const failureLimits = createFailureLimits();
    app = createApp({ config, clock, logger, sessionSecret: 'a secret of the tests', failureLimits });
    agent = await signInAs(app, people.administrator);
  });
  beforeEach(() => {
    log.length = 0;
  });

  it('is shared by page, response and log, and names the whole route', async () => {
    for (const [asked, route] of [
      ['/desk/waves/K7QJSECRET', '/desk/waves/:id'],
      ['/desk/accounts/K7QJSECRET', '/desk/accounts/:id'],
      ['/desk/nosuch/K7QJSECRET', '/desk/*'],
      ['/nosuch/K7QJSECRET', '/*'],
    ] as const) {
      const refused = await agent.get(asked).expect(404);
      const id = String(refused.headers['x-request-id']);
      assert.match(id, /^[a-z0-9]{10}$/);
      assert.ok(load(refused.text)('main').text().includes(id), asked);
      const lines = log.filter((line) => line.id === id);
      assert.ok(lines.length > 0);
      for (const line of lines) assert.equal(line.route, route);
    }
    assert.doesNotMatch(JSON.stringify(log), /K7QJSECRET/);
  });

  it('is in the JSON that an answering page gets, with the route that took it', async () => {
    const body = { code: 'K7QJ-K7QJ-K7QJ', blinded: 'x' };
    const refused = await supertest(app)
      .post('/w/nosuch/signature')
      .set('Accept', 'application/json')
      .send(body);
    assert.equal(refused.body.error.id, refused.headers['x-request-id']);
    assert.deepEqual(
      log.map(({ id, route }) => [id, route]),
      [[refused.body.error.id, '/w/:wave/signature']],
    );
    assert.doesNotMatch(JSON.stringify(log), /K7QJ/);
  });

  it('is never taken over from the client, and differs each time', async () => {
    const ask = () => supertest(app).get('/').set('X-Request-Id', 'sara');
    const [one, other] = [await ask(), await ask()];
    assert.match(String(one.headers['x-request-id']), /^[a-z0-9]{10}$/);
    assert.notEqual(one.headers['x-request-id'], other.headers['x-request-id']);
  });
});
