/** What LOG_LEVEL and TRUST_PROXY do to the running program. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { buildFirst, newFolder, printed, start } from './program.ts';

/** What a page, a page that does not exist and a code that nobody has leave in the log; and the cookie of a request said to be over https. */
async function tried(env: Record<string, string>) {
  const started = start(newFolder(), env);
  try {
    const [, origin = ''] = await printed(started, /answers at (http:\/\/[\d.:]+)/);
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' };
    const page = await fetch(`${origin}/desk/sign-in?secret=K7QJ`, { headers });
    await fetch(`${origin}/nosuchpage/K7QJ`, { headers });
    const type = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ code: 'K7QJ-K7QJ' });
    await fetch(`${origin}/right`, { method: 'POST', headers: { ...headers, ...type }, body });
    return { started, cookie: page.headers.get('set-cookie') ?? '' };
  } finally {
    started.child.kill('SIGTERM');
    await once(started.child, 'close');
  }
}

/** Level and status of each line of the log, sorted: a line is written when its answer has left, which may be after the next request has come. */
const linesOf = (log: string) =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; status: number })
    .map(({ level, status }) => [level, status])
    .sort(([a = 0], [b = 0]) => a - b);

const [info, warn] = [30, 40];

describe('the environment of npm start', function () {
  this.timeout(120_000);
  before(buildFirst);

  it('LOG_LEVEL=info tells of pages and refusals, and of neither an address nor a code', async () => {
    const { started } = await tried({ LOG_LEVEL: 'info' });
    assert.deepEqual(linesOf(started.err()), [
      [info, 200],
      [warn, 404],
      [warn, 404],
    ]);
    assert.doesNotMatch(started.err(), /K7QJ|203\.0\.113|127\.0\.0/);
  });

  it('LOG_LEVEL=warn tells of refusals alone, LOG_LEVEL=error of neither', async () => {
    assert.deepEqual(
      linesOf((await tried({ LOG_LEVEL: 'warn' })).started.err()).map(([level]) => level),
      [warn, warn],
    );
    assert.equal((await tried({ LOG_LEVEL: 'error' })).started.err(), '');
  });

  it('TRUST_PROXY lets a proxy say that people come over https, and without it nobody is believed', async () => {
    assert.match((await tried({ TRUST_PROXY: '1' })).cookie, /; Secure/);
    assert.match((await tried({ TRUST_PROXY: '127.0.0.1' })).cookie, /; Secure/);
    assert.match((await tried({})).cookie, /^(?!.*; Secure).*; HttpOnly/);
  });
});
