/**
 * Broken and hostile requests to every route that the app has, as strangers and as people of each role send them: whatever the answer
 * is, it is none of an error of ours. FUZZ_REQUESTS and FUZZ_SEED make it longer and another; the seed of a run is in the name of the test.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { type Role, roles } from '../../server/accounts/account.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { csrfOf, people, signInAs } from '../support/people.ts';
import { routesOf } from '../support/routesOf.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const requests = Number(process.env.FUZZ_REQUESTS ?? 600);
const seed = Number(process.env.FUZZ_SEED ?? 1405);

/** Path and query as they stand on the line, so also what no client of a library would send. */
const oddTexts = [
  'x'.repeat(6000),
  '%00',
  '%ED%A0%80',
  '%ff%fe',
  '%',
  '%zz',
  '%2e%2e%2f%2e%2e',
  '..%5c..',
  '//evil.example',
  '%E2%80%AE',
  '__proto__',
  'constructor',
  '%7B%22%24gt%22%3A%22%22%7D',
  '$where',
  "'%20OR%201=1",
  '-1',
  '999999999999999999999',
  'NaN',
  '%F0%9F%98%80',
  '\u06f1\u06f2',
  '',
];

type Random = () => number;

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** These are no broken requests, and would leave the others without a sender. */
const endsSessions = /sign-out|sessions\/end|account\/password/;

interface Sender {
  role: Role | 'stranger';
  cookie: string;
  token: string;
}

/** What is answered before any router (`http/quickPath.ts`). */
const quickPaths = ['signature', 'ballots'].map((name) => ({ method: 'POST', path: `/w/:wave/${name}` }));

const stranger: Sender = { role: 'stranger', cookie: '', token: '' };

/** Fields that forms of the product have, with values that they do not. */
const fields = [
  '_csrf',
  'username',
  'password',
  'code',
  'office',
  'page',
  'answers',
  'title',
  'opensAt',
  'kept',
  'address',
  'content',
  'fileName',
  'account',
  'i.participation1',
  '__proto__',
  'a[b][c]',
];
const rawValues = [
  '',
  '\0',
  '\ud800',
  'x'.repeat(3000),
  '{"$gt":""}',
  '-1',
  '۱۲',
  '<script>',
  '%',
  '🙂'.repeat(50),
  '[object Object]',
  'null',
];

/** What JSON can put where a form has text. */
const oddValues = [null, true, -1, 1e300, [], [['x']], {}, { $gt: '' }, { length: 1e9 }];

function bodyOf(random: Random, { token }: Sender): { type: string; body: string } {
  const entries = Array.from(
    { length: 1 + Math.floor(random() * 6) },
    () => [pick(fields, random), pick(rawValues, random)] as const,
  );
  const withToken =
    random() < 0.8 ? [['_csrf', token] as const, ...entries.filter(([name]) => name !== '_csrf')] : entries;
  const object = Object.fromEntries(withToken);
  const kinds: (() => { type: string; body: string })[] = [
    () => ({
      type: 'application/x-www-form-urlencoded',
      body: withToken
        .map(([name, value]) => `${name}=${encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, ''))}`)
        .join('&'),
    }),
    () => ({
      type: 'application/x-www-form-urlencoded',
      body: `${withToken.map(([name]) => `${name}=%ED%A0%80%00%`).join('&')}&&=&`,
    }),
    () => ({ type: 'application/json', body: JSON.stringify(object) }),
    () => ({
      type: 'application/json',
      body: JSON.stringify(
        Object.fromEntries(
          withToken.map(([name, value]) => [name, random() < 0.5 ? value : pick(oddValues, random)]),
        ),
      ),
    }),
    () => ({
      type: 'application/json',
      body: pick(
        [
          '{',
          '[]',
          'null',
          '"x"',
          '{"a":',
          `${'['.repeat(5000)}`,
          '{"__proto__":{"a":1}}',
          '\ufeff{}',
          '1e999',
        ],
        random,
      ),
    }),
    () => ({
      type: 'multipart/form-data; boundary=x',
      body: pick(
        [
          '--x',
          '--x--',
          '--x\r\nContent-Disposition: form-data; name="file"; filename="\0"\r\n\r\nabc\r\n--x--',
          `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${pick(rawValues, random)}\r\n--x--\r\n`,
        ],
        random,
      ),
    }),
    () => ({
      type: pick(
        ['multipart/form-data', 'text/plain', 'application/json; charset=utf-99', 'a/b; =', ''],
        random,
      ),
      body: pick(rawValues, random),
    }),
  ];
  return pick(kinds, random)();
}

/** One request as it goes on the wire; the status, or 0 where the line was cut. */
function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(
      { port, host: '127.0.0.1', method, path, headers, insecureHTTPParser: true },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
        answer.on('error', () => resolve(0));
      },
    );
    asked.on('error', () => resolve(0));
    asked.end(body);
  });
}

describe('every route', function () {
  this.timeout(60_000 + requests * 100);
  useDatabase({ emptyEach: false });
  let app: Express;
  let server: Server;
  let port: number;
  let open: OpenWave;
  const senders: Sender[] = [];

  before(async () => {
    const test = await testApp({ logLevel: process.env.FUZZ_LOG ?? 'silent' });
    app = test.app;
    open = await situation.openWave({ keyDir: test.config.keyDir, offices: 2, invitations: 1 });
    server = createServer(app).listen(0);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    senders.push(stranger);
    for (const role of roles) senders.push(await signedIn(role));
  });
  after(() => server.closeAllConnections());

  async function signedIn(role: Role): Promise<Sender> {
    const agent = await signInAs(app, people[role]);
    const token = csrfOf((await agent.get('/desk')).text);
    const desk = agent.jar.getCookie('desk', {
      path: '/desk',
      domain: '127.0.0.1',
      secure: false,
      script: false,
    });
    return { role, cookie: `desk=${desk?.value}`, token };
  }

  it(`answers ${requests} broken requests with no error of the server (seed ${seed})`, async () => {
    const routes = [...routesOf(app), ...quickPaths];
    assert.ok(
      routes.length > 100 && routes.some(({ path }) => path === '/desk/accounts/:id'),
      `${routes.length}`,
    );
    const random = randomFrom(seed);
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < requests; sent += 1) {
      const route = sent < routes.length * 2 ? routes[sent % routes.length] : pick(routes, random);
      const { method, path: pattern } = route ?? assert.fail();
      const sender = endsSessions.test(pattern) ? stranger : pick(senders, random);
      const value = () =>
        random() < 0.4 ? pick([open.wave._id, 'office1', 'culture', '1'], random) : pick(oddTexts, random);
      const filled = pattern.replace(/[:*]\w+/g, value);
      const query =
        random() < 0.5
          ? `?${pick(['page', 'lang', 'scope', 'q', 'action', 'open', 'wave'], random)}=${pick(oddTexts, random)}&=&a`
          : '';
      const language =
        pattern.startsWith('/desk') || random() < 0.8 ? '' : pick(['/en', '/fa', '/azb'], random);
      const path = `${language}${filled}${query}`.replace(/[^\x21-\x7e]/g, encodeURIComponent);
      const cookies =
        random() < 0.3
          ? `${sender.cookie}; desk-to=${pick(oddTexts, random)}; desk-device=%; desk-language=\u0001`
          : sender.cookie;
      const headers: Record<string, string> = {
        ...(cookies && { cookie: cookies.replace(/[^\x20-\x7e]/g, '') }),
      };
      if (random() < 0.3) headers.accept = pick(['application/json', '*/*;q=x', ',,,', 'text/html'], random);
      if (random() < 0.2)
        headers['accept-language'] = pick(oddTexts, random)
          .slice(0, 500)
          .replace(/[^\x20-\x7e]/g, '');
      if (random() < 0.1) headers.range = 'bytes=5-1,x';
      let body: Buffer | undefined;
      if (method !== 'GET') {
        const made = bodyOf(random, sender);
        body = Buffer.from(made.body);
        Object.assign(headers, { 'content-type': made.type, 'content-length': String(body.length) });
        if (random() < 0.5) headers['sec-fetch-site'] = 'same-origin';
      }
      const status = await send(port, method, path, headers, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const told = `${method} ${path.slice(0, 200)} as ${sender.role}, request ${sent} of seed ${seed}: ${body?.toString().slice(0, 300)}`;
      assert.ok(status < 500, `${status}: ${told}`);
    }
    const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    if (process.env.FUZZ_REQUESTS)
      process.stdout.write(`      ${counted.join(', ')} over ${routes.length} routes\n`);
    assert.ok((statuses.get(200) ?? 0) > requests / 50, counted.join(', '));
  });
});
