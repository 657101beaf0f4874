/** The loop of `npm run dev`: what a saved file asks for, pages that load themselves again, and nothing of it in what people run. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { templateOf } from '../../server/http/templates.ts';
import { localeFiles } from '../../server/i18n/translator.ts';
import { liveReload } from '../../server/process/liveReload.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testApp } from '../support/testApp.ts';
import { buildFirst } from './program.ts';

const buildFolder = join(projectRoot, 'server/build');

describe('a saved file', () => {
  it('has done what it needs, and a document needs nothing', async () => {
    const { workFor } = (await import(join(buildFolder, 'dev.mjs'))) as {
      workFor(files: string[]): string[];
    };
    assert.deepEqual(workFor(['server/README.md', 'surveys/README.md', 'server/build/build.mjs']), []);
    assert.deepEqual(workFor(['views/waves/show.ejs', 'locales/fa/waves.json']), ['reload']);
    assert.deepEqual(workFor(['public/styles/desk.css']), ['pages']);
    assert.deepEqual(workFor(['public/src/_lines.ts', 'server/app.ts']), ['server', 'pages']);
    assert.deepEqual(workFor(['surveys/culture/instrument.json']), ['start']);
    assert.deepEqual(workFor(['surveys/culture/instrument.json', 'server/app.ts']), ['server']);
  });

  it('is built by the next command when it is a source, whether written, added or renamed; a document is not', async () => {
    const root = temporaryFolder('stale');
    symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    cpSync(buildFolder, join(root, 'server/build'), { recursive: true });
    const isStale = await import(join(root, 'server/build/build.mjs')).then(
      (module: { isStale(): boolean }) => module.isStale,
    );
    const write = (name: string) => {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), '');
    };
    for (const name of ['server/app.ts', 'server/README.md', 'public/src/a.ts', 'public/styles/a.css'])
      write(name);
    for (const name of ['package-lock.json', 'package.json']) write(name);
    assert.ok(isStale(), 'nothing was built yet');
    const built = [
      'package-lock.json',
      'package.json',
      'public/src/a.ts',
      'public/styles/a.css',
      'server/app.ts',
    ];
    const scripts = readdirSync(buildFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => `server/build/${name}`);
    write('public/build/manifest.json');
    write('dist/.built');
    writeFileSync(join(root, 'dist/.built'), [...built, ...scripts].sort().join('\n'));
    const later = new Date(Date.now() + 60_000);
    assert.equal(isStale(), false);

    utimesSync(join(root, 'server/README.md'), later, later);
    write('server/deployment.md');
    assert.equal(isStale(), false, 'documents');
    renameSync(join(root, 'public/styles/a.css'), join(root, 'public/styles/b.css'));
    assert.ok(isStale(), 'renamed');
    renameSync(join(root, 'public/styles/b.css'), join(root, 'public/styles/a.css'));
    assert.equal(isStale(), false);
    for (const name of ['package.json', 'server/app.ts']) {
      const before = statSync(join(root, name));
      utimesSync(join(root, name), later, later);
      assert.ok(isStale(), `${name} was written`);
      utimesSync(join(root, name), before.atime, before.mtime);
    }
  });
});

describe('pages while developing', () => {
  const reloading = liveReload();
  const server = createServer();
  let url: string;
  before(async () => {
    server.on('request', reloading.wrap((await testApp()).app));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    reloading.close();
    server.close();
  });

  it('carry a script that their own policy allows', async () => {
    const page = await fetch(`${url}/privacy`);
    assert.match(await page.text(), /<script src="\/dev\/reload\.js" defer><\/script><\/body>/);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self';.*connect-src 'self'/);
    assert.match(await (await fetch(`${url}/dev/reload.js`)).text(), /location\.reload\(\)/);
  });

  it('read templates and locales again for each request', async () => {
    const plain = await (await fetch(`${url}/privacy`)).text();
    const words = () => localeFiles().fa!.common as { product: string };
    const { product } = words();
    words().product = 'words of before';
    const before = templateOf('layouts/page');
    assert.equal(templateOf('layouts/page'), before, 'kept without a request');
    assert.equal(await (await fetch(`${url}/privacy`)).text(), plain);
    assert.equal(words().product, product);
    assert.notEqual(templateOf('layouts/page'), before);
  });

  it('are told to load again by a word that changes', async () => {
    const [events] = (await once(get(`${url}/dev/reload`), 'response')) as [IncomingMessage];
    const lines = createInterface({ input: events })[Symbol.asyncIterator]();
    const word = async (): Promise<string> => {
      const { value } = await lines.next();
      return value.startsWith('data: ') ? value : word();
    };
    const first = await word();
    reloading.reload();
    assert.notEqual(await word(), first);
    events.destroy();
  });
});

describe('the built server', () => {
  before(buildFirst);

  it('has nothing of the loop in it', () => {
    const folder = join(projectRoot, 'dist/server');
    const texts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    assert.ok(texts.length > 5);
    const telling = texts.filter((name) =>
      /\/dev\/reload|data-dev|reloadLocales|reloadTemplates/.test(readFileSync(join(folder, name), 'utf8')),
    );
    assert.deepEqual(telling, []);
  });
});
