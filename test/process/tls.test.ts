/** The program with a certificate of its own: everything over https, and what browsers are told about it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get as plainGet } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { buildFirst, newFolder, printed, type Started, start } from './program.ts';
import { selfSigned } from './selfSigned.ts';

describe('npm start with TLS_CERT and TLS_KEY', function () {
  this.timeout(120_000);
  const { cert, key } = selfSigned();
  const folder = newFolder();
  const env = { TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: join(folder, 'key.pem') };
  let started: Started;
  let link: string;
  let origin: string;

  before(async () => {
    await buildFirst();
    writeFileSync(env.TLS_CERT, cert);
    writeFileSync(env.TLS_KEY, key, { mode: 0o600 });
    started = start(folder, env);
    [, link = '', origin = ''] = await printed(
      started,
      /((https:\/\/[\d.:]+)\/desk\/first-administrator\/\w{32})/,
    );
  });
  after(async () => {
    started.child.kill('SIGTERM');
    await once(started.child, 'close');
  });

  /** Trusts this certificate and no other. */
  async function fetched(address: string): Promise<IncomingMessage & { text: string }> {
    const [reply] = (await once(get(address, { ca: cert, agent: false }), 'response')) as [IncomingMessage];
    const text = (await reply.setEncoding('utf8').toArray()).join('');
    return Object.assign(reply, { text });
  }

  it('answers over https', async () => {
    const { statusCode, text } = await fetched(`${origin}/healthz`);
    assert.equal(statusCode, 200);
    assert.equal(JSON.parse(text).status, 'ok');
  });

  it('tells browsers on the first page to come over https only', async () => {
    const { statusCode, headers, text } = await fetched(`${origin}/`);
    assert.equal(statusCode, 200);
    assert.match(text, /<html lang="fa" dir="rtl">/);
    assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d{7,}/);
    assert.equal(headers['set-cookie'], undefined);
  });

  it('marks the cookie of the desk as secure', async () => {
    const { statusCode, headers } = await fetched(link);
    assert.equal(statusCode, 200);
    const [cookie = '', ...more] = headers['set-cookie'] ?? [];
    assert.equal(more.length, 0);
    for (const attribute of [/; Secure/, /; HttpOnly/, /; Path=\/desk/]) assert.match(cookie, attribute);
  });

  it('does not answer plain http on that port', async () => {
    const request = plainGet(origin.replace('https:', 'http:'), { agent: false });
    const error = await once(request, 'response').then(
      () => null,
      (thrown: NodeJS.ErrnoException) => thrown,
    );
    assert.ok(error);
  });

  it('says in one line which file cannot be read', async () => {
    const without = start(newFolder(), { ...env, TLS_KEY: join(folder, 'no-such.pem') });
    const [code] = await once(without.child, 'close');
    assert.equal(code, 1);
    assert.match(without.err(), /^[^\n]*TLS_CERT or TLS_KEY cannot be read[^\n]*no-such\.pem[^\n]*\n?$/);
  });

  it('says in one line that the files are no certificate with its key', async () => {
    const junk = join(folder, 'junk.pem');
    writeFileSync(junk, 'no certificate');
    const other = start(newFolder(), { ...env, TLS_CERT: junk });
    const [code] = await once(other.child, 'close');
    assert.equal(code, 1);
    assert.match(other.err(), /^TLS_CERT and TLS_KEY must be PEM files[^\n]*\n?$/);
  });
});
