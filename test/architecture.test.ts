/** Reads the imports of server/ and fails on a breach of the directions that server/README.md draws, or on a circle. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { projectRoot } from '../server/projectRoot.ts';

const server = join(projectRoot, 'server');

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return typescriptFiles(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const pattern =
    /(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
  return [...source.matchAll(pattern)].map((match) => ({
    from: relative(server, file),
    to: relative(server, resolve(dirname(file), match[2] ?? match[3] ?? match[4] ?? '')),
    typeOnly: Boolean(match[1]),
  }));
}

const files = typescriptFiles(server);
const imports = files.flatMap(importsOf);
const within = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

function breaches(from: (path: string) => boolean, to: (path: string) => boolean): string[] {
  return imports.filter((one) => from(one.from) && to(one.to)).map((one) => `${one.from} → ${one.to}`);
}

describe('architecture', () => {
  it('participation and responses never import each other', () => {
    const participation = within('participation');
    const responses = within('responses');
    assert.deepEqual(breaches(participation, responses), []);
    assert.deepEqual(breaches(responses, participation), []);
  });

  it('responses never import accounts', () => {
    assert.deepEqual(breaches(within('responses'), within('accounts')), []);
  });

  it('printing never imports responses, and paper entry never participation', () => {
    assert.deepEqual(breaches(within('printing'), within('responses')), []);
    assert.deepEqual(breaches(within('paper'), within('participation')), []);
  });

  it('statistics and the embedded store import nothing of ours', () => {
    for (const folder of ['statistics', 'database/embedded']) {
      assert.deepEqual(
        breaches(within(folder), (path) => !within(folder)(path)),
        [],
      );
    }
  });

  it('only app.ts and other routers import routes', () => {
    const isRoutes = (path: string) => /(^|\/)\w*[rR]outes\.ts$/.test(path);
    assert.deepEqual(
      breaches((path) => path !== 'app.ts' && !isRoutes(path), isRoutes),
      [],
    );
  });

  it('only config.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(
      readers.map((file) => relative(server, file)),
      ['config.ts'],
    );
  });

  it('has no circle of imports', () => {
    const next = new Map<string, string[]>();
    for (const one of imports) {
      if (!one.typeOnly) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
    }
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

  it('keeps files under 250 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251);
    assert.deepEqual(
      long.map((file) => relative(server, file)),
      [],
    );
  });
});
