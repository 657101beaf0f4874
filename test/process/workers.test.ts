/** Several processes as one: they share a port, count failures together, and are replaced without anybody being refused. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { buildFirst, newFolder, printed, type Started, start } from './program.ts';

describe('several workers', function () {
  this.timeout(120_000);
  let started: Started;
  let origin: string;

  before(async () => {
    await buildFirst();
    started = start(newFolder(), { WORKERS: '2' });
    [, origin = ''] = await printed(started, /answers at (http:\/\/[\d.:]+)/);
  });
  after(async () => {
    started.child.kill('SIGTERM');
    const [code] = await once(started.child, 'close');
    assert.equal(code, 0);
  });

  function ask(agent: Agent | false, path: string, body?: object): Promise<number> {
    const sent = body && JSON.stringify(body);
    const headers = { Accept: 'application/json', ...(sent && { 'Content-Type': 'application/json' }) };
    return new Promise((resolve, reject) => {
      const method = sent ? 'POST' : 'GET';
      request(`${origin}${path}`, { agent, method, headers }, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      })
        .once('error', reject)
        .end(sent);
    });
  }

  it('replaces them one by one on SIGUSR2 while requests are answered without a break', async () => {
    const agent = new Agent({ keepAlive: true });
    const answered = new Map<number, number>();
    let isReplaced = false;
    const someone = async () => {
      while (!isReplaced) {
        for (const status of [await ask(agent, '/privacy'), await ask(agent, '/w/none/signature', {})])
          answered.set(status, (answered.get(status) ?? 0) + 1);
      }
    };
    const crowd = Promise.all(Array.from({ length: 6 }, someone));
    started.child.kill('SIGUSR2');
    await Promise.race([printed(started, /All workers were replaced/), crowd]);
    isReplaced = true;
    await crowd;
    agent.destroy();
    assert.deepEqual([...answered.keys()].sort(), [200, 404]);
    assert.equal(await ask(false, '/healthz'), 200);
    assert.equal(started.err(), '');
  });

  it('count failed codes together: one address has no more tries with two workers than with one', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 70; attempt += 1) {
      statuses.push(await ask(false, '/right', { code: 'nobody has this code' }));
    }
    assert.ok(statuses.indexOf(429) >= 60, String(statuses));
    assert.equal(statuses.at(-1), 429);
  });
});
