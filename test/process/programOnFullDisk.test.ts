/** The running program on a full disk, played by a limit on the size of files; its log on one; and files that must not end in the middle. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { mongo } from 'mongoose';
import supertest from 'supertest';
import { projectRoot } from '../../server/projectRoot.ts';
import { csrfOf } from '../support/people.ts';
import { buildFirst, listenTo, newFolder, printed, type Started, stop, succeeds } from './program.ts';

const limitBlocks = 16 * 1024;
const password = 'چهار واژهٔ بی‌ربط کنار هم';

/** `npm start` that can write no file beyond the limit. */
function startOnSmallDisk(folder: string): Started {
  const script = `ulimit -f ${limitBlocks} && exec "$0" "$@"`;
  const program = [process.execPath, join(projectRoot, 'server/build/bootstrap.mjs'), 'start'];
  const places = { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys') };
  const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...places };
  return listenTo(spawn('sh', ['-c', script, ...program], { cwd: projectRoot, env }));
}

describe('the program on a full disk', function () {
  this.timeout(120_000);
  before(buildFirst);

  it('answers healthz with 503, and says to everybody that nothing can be stored', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = newFolder();
    const link = await succeeds(
      folder,
      'account',
      'create',
      '--username',
      'sara',
      '--name',
      'Sara',
      '--role',
      'administrator',
    );
    const started = startOnSmallDisk(folder);
    try {
      const [, origin = ''] = await printed(started, /answers at (http:\/\/[\d.:]+)/);
      const agent = supertest.agent(origin);
      const setPassword = /\/desk\/set-password\/\S+/.exec(link)?.[0] ?? '';
      const form = await agent.get(setPassword).expect(200);
      const typed = { _csrf: csrfOf(form.text), password, passwordAgain: password };
      await agent.post(setPassword).type('form').send(typed).expect(303);
      const signIn = async () => {
        const token = csrfOf((await agent.get('/desk/sign-in')).text);
        return agent.post('/desk/sign-in').type('form').send({ _csrf: token, username: 'sara', password });
      };
      assert.equal((await signIn()).status, 303);
      assert.equal((await agent.get('/healthz')).status, 200);

      const uri = readFileSync(join(folder, 'data', 'uri'), 'utf8').trim();
      await using client = await mongo.MongoClient.connect(uri);
      const junk = client.db().collection('junk');
      const fill = async () => {
        for (;;) await junk.insertOne({ bytes: Buffer.alloc(256 * 1024) });
      };
      await assert.rejects(fill(), { code: 14031 });
      while (await junk.insertOne({ bytes: Buffer.alloc(4096) }).catch(() => null));

      const page = await agent.get('/desk/accounts/new').expect(200);
      const account = { _csrf: csrfOf(page.text), username: 'omid', displayName: 'Omid', role: 'auditor' };
      const refused = await agent.post('/desk/accounts').type('form').send(account);
      assert.equal(refused.status, 503, 'not: this form is stale');
      assert.match(load(refused.text)('main').text(), /جایی برای ذخیره ندارد/);
      const again = await signIn();
      assert.equal(again.status, 503);
      const health = await agent.get('/healthz');
      assert.equal(health.status, 503);
      assert.match(health.body.reason, /make room/);
      await client.close();
    } finally {
      await stop(started);
    }
  });

  it('goes on when its log does not fit on the disk any more', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const folder = newFolder();
    const program = [process.execPath, join(projectRoot, 'server/build/bootstrap.mjs'), 'start'];
    const places = { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys') };
    const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'info', ...places };
    const command = ['-c', 'exec "$0" "$@" 2>/dev/full', ...program];
    const started = listenTo(spawn('sh', command, { cwd: projectRoot, env }));
    try {
      const [, origin = ''] = await printed(started, /answers at (http:\/\/[\d.:]+)/);
      for (let asked = 0; asked < 20; asked += 1)
        assert.equal((await fetch(`${origin}/desk/sign-in`)).status, 200, `page ${asked}`);
      assert.equal((await fetch(`${origin}/healthz`)).status, 200);
      assert.equal(started.child.exitCode, null);
    } finally {
      assert.equal(await stop(started), 0);
    }
  });

  it('leaves no key, secret or uploaded file half written', function () {
    if (process.platform === 'win32') this.skip();
    const folder = newFolder();
    const script = 'ulimit -f 256 && exec "$0" --import tsx "$@"';
    const parts = [process.execPath, join(projectRoot, 'test/process/filesOnFullDisk.ts'), folder];
    const env = { ...process.env, TSX_DISABLE_CACHE: '1' };
    const ended = spawnSync('sh', ['-c', script, ...parts], { encoding: 'utf8', cwd: projectRoot, env });
    assert.equal(ended.stderr, '');
    assert.deepEqual(JSON.parse(ended.stdout), {
      codes: ['EFBIG', 'EFBIG', 'EFBIG', 'EFBIG'],
      old: 'what was there',
      isNewThere: false,
      areKeysThere: false,
      left: ['held-answers', 'old', 'session-secret', 'wave'],
      secretLength: 43,
      isSecretKept: true,
      second: false,
    });
  });
});
