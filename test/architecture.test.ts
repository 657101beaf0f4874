/** Holds server/ to its map (server/folders.json): which folder may import which, no circle of any kind, one noun on every shelf. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { projectRoot } from '../server/projectRoot.ts';
import { folders, readmeFile, withFolderTable } from './support/folders.ts';

const server = join(projectRoot, 'server');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

interface Import {
  from: string;
  to: string;
}

/** Static, side-effect, dynamic and type imports alike, and files named for a thread or a process of their own. */
const specifier =
  /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(specifier)].map(([, target = '']) => ({
    from: relative(server, file),
    to: relative(server, resolve(dirname(file), target)),
  }));
}

const files = filesBelow(server).filter((file) => /\.(ts|mjs)$/.test(file));
const imports = files.flatMap(importsOf);
const folderOf = (path: string) => path.split('/')[0]!;

describe('architecture', () => {
  it('lists every folder and root file once, and each imports only from those above it', () => {
    const names = folders.map(({ folder }) => folder);
    const present = readdirSync(server).filter((name) => !/\.(md|json)$/.test(name));
    assert.deepEqual([...names].sort(), present.sort());
    for (const { folder, imports: allowed } of folders) {
      const above = names.slice(0, names.indexOf(folder));
      assert.deepEqual(
        allowed.filter((one) => !above.includes(one)),
        [],
        `${folder} is listed before what it imports`,
      );
    }
  });

  it('imports what the map allows, and the map allows nothing that is not imported', () => {
    const used = new Map(folders.map(({ folder }) => [folder, new Set<string>()]));
    for (const { from, to } of imports) {
      if (to.startsWith('..') || folderOf(from) === 'build' || folderOf(from) === folderOf(to)) continue;
      used.get(folderOf(from))?.add(folderOf(to));
    }
    for (const { folder, imports: allowed } of folders) {
      const taken = [...(used.get(folder) ?? [])];
      const breaches = imports.filter(
        ({ from, to }) =>
          folderOf(from) === folder && taken.includes(folderOf(to)) && !allowed.includes(folderOf(to)),
      );
      assert.deepEqual(
        breaches.map(({ from, to }) => `${from} → ${to}`),
        [],
      );
      assert.deepEqual(
        allowed.filter((one) => !taken.includes(one)),
        [],
        `${folder} may import more than it does`,
      );
    }
  });

  it('shows that map in server/README.md', () => {
    const readme = readFileSync(readmeFile, 'utf8');
    assert.equal(readme, withFolderTable(readme), 'npx tsx test/support/folders.ts writes the table');
  });

  it('keeps apart what must never meet, whatever the map says', () => {
    const never = [
      ['participation', 'responses'],
      ['responses', 'participation'],
      ['responses', 'accounts'],
      ['printing', 'responses'],
      ['paper', 'participation'],
      ...['accounts', 'participation', 'responses', 'waves'].map((side) => ['suggestions', side]),
      ...['participation', 'responses', 'waves'].map((side) => ['suggestionReview', side]),
    ];
    for (const [from, to] of never) {
      const row = folders.find(({ folder }) => folder === from);
      assert.ok(row && !row.imports.includes(to!), `${from} → ${to}`);
    }
    const pure = { statistics: [], charts: [], disclosure: ['statistics'], database: [] };
    for (const [folder, allowed] of Object.entries(pure))
      assert.deepEqual(folders.find((one) => one.folder === folder)?.imports, allowed, folder);
  });

  it('has an embedded store that imports nothing of ours', () => {
    const out = imports.filter(
      ({ from, to }) => from.startsWith('database/embedded/') && !to.startsWith('database/embedded/'),
    );
    assert.deepEqual(out, []);
  });

  it('has no circle of imports, types included', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file))
        assert.fail(`circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
  });

  it('starts each thread by a .mjs beside its source, which the build knows', () => {
    const started = files
      .filter((file) => /new Worker\(/.test(readFileSync(file, 'utf8')))
      .flatMap((file) => importsOf(file).filter(({ to }) => to.endsWith('.mjs')));
    const build = readFileSync(join(server, 'build/buildServer.mjs'), 'utf8');
    assert.ok(started.length >= 5);
    for (const { to } of started) {
      const source = to.replace(/mjs$/, 'ts');
      assert.ok(files.includes(join(server, to)) && files.includes(join(server, source)), to);
      assert.ok(build.includes(`'${source}'`), `${source} has no bundle`);
    }
    const guesses = files.filter((file) => /import\.meta\.url\.endsWith/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(guesses, [], 'nothing has to know whether it runs from source');
  });

  it('only app.ts and other routers import routes', () => {
    const isRoutes = (path: string) => /(^|\/)\w*[rR]outes\.ts$/.test(path);
    const breaches = imports.filter(({ from, to }) => isRoutes(to) && from !== 'app.ts' && !isRoutes(from));
    assert.deepEqual(breaches, []);
  });

  it('only config.ts reads the environment', () => {
    const readers = files.filter(
      (file) => file.endsWith('.ts') && /process\.env\b/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      readers.map((file) => relative(server, file)),
      ['config.ts'],
    );
  });

  it('keeps files under 250 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251);
    assert.deepEqual(
      long.map((file) => relative(server, file)),
      [],
    );
  });
});

describe('templates', () => {
  it('have lines under 140 characters', () => {
    const folder = join(projectRoot, 'views');
    const templates = filesBelow(folder).filter((file) => file.endsWith('.ejs'));
    assert.ok(templates.length > 100);
    const long = templates.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, at) => (line.length < 140 ? [] : [`${relative(folder, file)}:${at + 1}`])),
    );
    assert.deepEqual(long, []);
  });
});

describe('one noun on every shelf', () => {
  const serverFolders = new Set(
    filesBelow(server)
      .map((file) => relative(server, dirname(file)))
      .filter(Boolean),
  );
  const foldersBelow = (root: string) =>
    [
      ...new Set(
        filesBelow(join(projectRoot, root)).map((file) => relative(join(projectRoot, root), dirname(file))),
      ),
    ].filter(Boolean);
  const isOneOf = (others: readonly string[]) => (folder: string) =>
    others.some((other) => folder === other || folder.startsWith(`${other}/`));

  it('views have the folders of the server', () => {
    const shared = isOneOf(['layouts', 'components', 'errors']);
    const strange = foldersBelow('views').filter((folder) => !serverFolders.has(folder) && !shared(folder));
    assert.deepEqual(strange, []);
  });

  it('left out of the fast run are files that exist', () => {
    const longFiles: string[] = JSON.parse(readFileSync(join(projectRoot, 'test/longFiles.json'), 'utf8'));
    assert.deepEqual(
      longFiles.filter((file) => !existsSync(join(projectRoot, file))),
      [],
    );
  });

  it('tests have the folders of the server', () => {
    const own = isOneOf(['support', 'browser', 'anonymity', 'attacks']);
    const strange = foldersBelow('test')
      .map((folder) => folder.replace(/(^|\/)(fixtures|reference|unseen)(\/.*)?$/, ''))
      .filter((folder) => folder && !serverFolders.has(folder) && !own(folder));
    assert.deepEqual(strange, []);
  });

  it('a locale file is named after a folder of the server or of one of its parts', () => {
    const nouns = new Set([...serverFolders].flatMap((folder) => folder.split('/')));
    for (const name of ['common', 'errors', 'language']) nouns.add(name);
    const strange = readdirSync(join(projectRoot, 'locales/fa')).filter(
      (file) => !nouns.has(file.replace(/\.json$/, '')),
    );
    assert.deepEqual(strange, []);
  });
});
