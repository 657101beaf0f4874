/** What strangers and broken requests may not do: fill the disk, lock people out, take every place, lead elsewhere, or break a page. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express, { type Express } from 'express';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { bodyPace } from '../../server/http/bodyPace.ts';
import { type Agent, account, csrfOf, password, people, signInAs } from '../support/people.ts';
import { declaredRoles } from '../support/rolesByRoute.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const sessions = () => mongoose.connection.collection('sessions').countDocuments({});
const name = people.analyst.username;

async function tryOnce(agent: Agent, typed: string, username: string = name) {
  const page = await agent.get('/desk/sign-in');
  return agent
    .post('/desk/sign-in')
    .type('form')
    .send({ _csrf: csrfOf(page.text), username, password: typed });
}

/** The cookie of a device on which somebody has signed in. */
const deviceOf = (agent: Agent) =>
  agent.jar.getCookie('desk-device', { path: '/desk', domain: '127.0.0.1', secure: false, script: false })
    ?.value;

describe('strangers', () => {
  useDatabase();
  let app: Express;
  beforeEach(async () => {
    ({ app } = await testApp());
    await account(people.analyst);
  });

  it('leave no session behind, whatever page they ask for and however they try to sign in', async () => {
    const asked = [
      '/desk',
      '/desk/sign-in',
      '/desk/sign-in?lang=en',
      `/desk/waves?q=${'x'.repeat(4000)}`,
      '/desk/nowhere',
      '/en/desk',
    ];
    for (const address of [...asked, '/desk/set-password/nothing', '/desk/first-administrator/nothing'])
      await supertest.agent(app).get(address).redirects(2);
    const agent = supertest.agent(app);
    assert.equal((await tryOnce(agent, 'wrong')).status, 422);
    assert.equal((await supertest(app).post('/desk/waves').type('form').send({ title: 'x' })).status, 303);
    assert.equal(await sessions(), 0);
    assert.equal((await tryOnce(agent, password)).status, 303);
    assert.equal(await sessions(), 1);
  });

  it('find the language they chose and the page they asked for after signing in', async () => {
    const agent = supertest.agent(app);
    await agent.get('/desk/reports?wave=x&lang=en').redirects(2);
    const answer = await tryOnce(agent, password);
    assert.match(answer.headers.location ?? '', /^\/desk\/reports\?wave=x/);
    assert.match((await agent.get('/desk').expect(200)).text, /<html lang="en"/);
  });

  it('have only so many passwords looked at, however many they send at once', async () => {
    const agents = await Promise.all(
      Array.from({ length: 60 }, async () => {
        const agent = supertest.agent(app);
        return { agent, token: csrfOf((await agent.get('/desk/sign-in')).text) };
      }),
    );
    const guesses = agents.map(({ agent, token }) =>
      agent.post('/desk/sign-in').type('form').send({ _csrf: token, username: name, password: 'wrong' }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 422).length, 8);
    assert.equal(statuses.filter((status) => status === 429).length, 52);
  });

  it('lock a name for one another, and not for a device on which its owner has signed in before', async () => {
    const own = await signInAs(app, people.analyst);
    await own.get('/desk');
    for (let tries = 0; tries < 9; tries += 1) await tryOnce(supertest.agent(app), 'wrong');
    assert.equal((await tryOnce(supertest.agent(app), password)).status, 429);
    own.jar.setCookie('desk=; Path=/desk');
    const device = deviceOf(own);
    const fresh = supertest.agent(app);
    fresh.jar.setCookie(`desk-device=${device}; Path=/desk`);
    assert.equal((await tryOnce(fresh, password)).status, 303);
    const other = supertest.agent(app);
    other.jar.setCookie(`desk-device=${device}; Path=/desk`);
    await account(people.auditor);
    for (let tries = 0; tries < 8; tries += 1)
      await tryOnce(supertest.agent(app), 'wrong', people.auditor.username);
    assert.equal(
      (await tryOnce(other, password, people.auditor.username)).status,
      429,
      'of another name it is unknown',
    );
  });

  it('at one address shut out no device on which its owner has signed in before', async () => {
    const own = await signInAs(app, people.analyst);
    await own.get('/desk');
    for (let tries = 0; tries < 41; tries += 1)
      await tryOnce(supertest.agent(app), 'wrong', `nobody${tries}`);
    assert.equal((await tryOnce(supertest.agent(app), password)).status, 429);
    const fresh = supertest.agent(app);
    fresh.jar.setCookie(`desk-device=${deviceOf(own)}; Path=/desk`);
    assert.equal((await tryOnce(fresh, password)).status, 303);
  });

  it('have eight tries on a known device, too', async () => {
    const own = await signInAs(app, people.analyst);
    const device = deviceOf(own);
    const statuses: number[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      const agent = supertest.agent(app);
      agent.jar.setCookie(`desk-device=${device}; Path=/desk`);
      statuses.push((await tryOnce(agent, 'wrong')).status);
    }
    assert.deepEqual(statuses, [...Array<number>(8).fill(422), 429]);
  });

  it('are never sent to another host', async () => {
    const addresses = [
      '/fa/desk/..//evil.example/x',
      '/en/desk/..//evil.example/x?y=1',
      '/fa/desk/../..//evil.example',
      '/fa/desk/%2e%2e//evil.example/x',
    ];
    const signedIn = await signInAs(app, people.analyst);
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    for (const address of [...addresses, '/desk/..//evil.example/?lang=en', '/desk//evil.example/?lang=en']) {
      const location = await rawLocation(port, address, String(signedIn.get('Cookie') ?? ''));
      assert.doesNotMatch(location, /^(\/\/|\/\\|https?:\/\/(?!127))/, `${address} → ${location}`);
    }
    server.close();
  });

  it('get no error of the server for addresses and names of any length', async () => {
    const long = 'x'.repeat(6000);
    const administrator = await signInAs(app, people.administrator);
    for (const agent of [administrator, supertest.agent(app)]) {
      for (const route of Object.keys(await declaredRoles()).filter((one) => one.startsWith('GET '))) {
        const path = `/desk${route.slice(4).replace(/:\w+/g, long)}`;
        const { status } = await agent.get(path);
        assert.ok(status < 500, `${path.slice(0, 60)} → ${status}`);
      }
      for (const path of [
        `/w/${long}`,
        `/w/${long}/keys`,
        `/waves/${long}/results`,
        `/waves/a/results/${long}`,
        `/desk/audit?actor=${long}`,
      ])
        assert.ok((await agent.get(path)).status < 500, path.slice(0, 30));
      for (const path of ['/right', `/w/${long}/right`, `/w/${long}/ballots`, `/w/${long}/signature`, '/w'])
        assert.ok((await agent.post(path).send({ code: long })).status < 500, path.slice(0, 30));
    }
    assert.ok((await tryOnce(supertest.agent(app), long, long)).status < 500);
  });

  it('read in robots.txt what is not for search engines', async () => {
    const { text } = await supertest(app).get('/robots.txt').expect(200);
    for (const path of ['/desk', '/w/', '/en/w/']) assert.match(text, new RegExp(`^Disallow: ${path}$`, 'm'));
  });
});

describe('uploads', () => {
  useDatabase();
  let app: Express;
  beforeEach(async () => {
    ({ app } = await testApp());
  });

  it('that break off or are no form are said to be so, and not an error of the server', async () => {
    const agent = await signInAs(app, people.administrator);
    const bodies = [
      '',
      '--x\r\n',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      'nothing',
      '--x\r\nfoo\r\n\r\n--x--',
    ];
    for (const body of bodies) {
      const { status } = await agent
        .post('/desk/offices/import')
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send(body);
      assert.ok(status >= 400 && status < 500, `${JSON.stringify(body)} → ${status}`);
    }
    const { status } = await agent
      .post('/desk/offices/import')
      .set('Content-Type', 'multipart/form-data')
      .send('x');
    assert.equal(status, 400);
  });

  it('of a role that sends none, and of a size that nothing needs, are refused before they are read', async () => {
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    const head = (cookie: string, length: number, path = '/desk/nowhere') =>
      `POST ${path} HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n`;
    const cookieOf = async (person: (typeof people)['analyst' | 'administrator']) => {
      const agent = await signInAs(app, person);
      const cookie = agent.jar.getCookie('desk', {
        path: '/desk',
        domain: '127.0.0.1',
        secure: false,
        script: false,
      });
      return `desk=${cookie?.value}`;
    };
    assert.match(await rawAnswer(port, head(await cookieOf(people.analyst), 1000)), /^HTTP\/1\.1 403/);
    assert.match(
      await rawAnswer(port, head(await cookieOf(people.administrator), 200_000_000)),
      /^HTTP\/1\.1 413/,
    );
    server.close();
  });
});

describe('bodies that do not come', () => {
  let server: Server;
  let port: number;
  afterEach(() => server.closeAllConnections());
  const listen = async (app: Express) => {
    server = createServer(app).listen(0);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const half = (path = '/'): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\na=`,
    );
    return socket;
  };

  it('are ended when they are too slow, while a slow line that moves is waited for', async () => {
    const app = express();
    app.use(
      bodyPace({ everyMs: 40, minBytesPerSecond: 200, maxOfOneAddress: 10 }),
      express.text({ type: () => true }),
    );
    app.post('/', (req, res) => void res.send(String(req.body.length)));
    // What was cut is nobody's to read.
    app.use(((_error, _req, _res, _next) => undefined) satisfies express.ErrorRequestHandler);
    await listen(app);
    const dead = half();
    const moving = connect(port, '127.0.0.1');
    moving.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300\r\nConnection: close\r\n\r\n');
    // No more than it announced: what follows an answer is met by a reset.
    let left = 300 / 20;
    const drip = setInterval(() => left-- > 0 && moving.write('x'.repeat(20)), 10);
    let answer = '';
    moving.on('data', (chunk) => {
      answer += chunk;
    });
    // A reset is an end as well, and `once` would throw it.
    await Promise.all([new Promise((resolve) => dead.once('close', resolve)), once(moving, 'end')]);
    clearInterval(drip);
    assert.match(answer, /^HTTP\/1\.1 200/);
  });

  it('take no place of those that are whole, and only a share of one address', async () => {
    const { app } = await testApp({}, { maxConcurrentRequests: 4 });
    await listen(app);
    const sockets = Array.from({ length: 40 }, () => half('/w'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const path of ['/', '/healthz', '/privacy'])
      assert.equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, 200, path);
    const more = Array.from({ length: 120 }, () => half('/w'));
    const refused = await Promise.race(more.map(async (socket) => String((await once(socket, 'data'))[0])));
    assert.match(refused, /^HTTP\/1\.1 503/);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
    for (const socket of [...sockets, ...more]) socket.destroy();
  });
});

describe('bodies beyond the share of an address', () => {
  it('are refused to programs as their interface refuses everything', async () => {
    const app = express();
    const none = { everyMs: 60_000, minBytesPerSecond: 0, maxOfOneAddress: 0 };
    app.use(bodyPace(none, (address) => address.startsWith('/api')));
    const page = await supertest(app).post('/w').send({ a: 1 }).expect(503);
    assert.equal(page.body.error.key, 'errors:overloaded');
    const program = await supertest(app).post('/api/v1/waves').send({ a: 1 }).expect(503);
    assert.match(program.headers['content-type'] ?? '', /^application\/problem\+json/);
    assert.equal(JSON.parse(program.text).status, 503);
  });
});

describe('requests sent ahead on one connection', () => {
  useDatabase();

  it('hold no place once it is gone, and end it when they are many', async () => {
    const { app } = await testApp({}, { maxConcurrentRequests: 6 });
    const server = createServer(app).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = `GET /suggestions HTTP/1.1\r\nHost: a\r\n\r\n`;
    for (const count of [3, 3, 3, 100]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).pause();
      const asked = once(server, 'request');
      socket.write(ask.repeat(count));
      await asked;
      if (count === 100) await once(socket.resume(), 'close');
      socket.destroy();
    }
    let status = 0;
    while (status !== 200) ({ status } = await fetch(`http://127.0.0.1:${port}/suggestions`));
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
    server.closeAllConnections();
    server.close();
  });
});

function rawAnswer(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('error', reject).on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\r\n\r\n')) return;
      resolve(text);
      socket.destroy();
    });
  });
}

/** As a client sends it that does not tidy addresses up. */
async function rawLocation(port: number, path: string, cookie: string): Promise<string> {
  const answer = await rawAnswer(
    port,
    `GET ${path} HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
  );
  return /^location: (.*)$/im.exec(answer)?.[1]?.trim() ?? '';
}
