/** The table of ASVS says where each requirement is met, and the rules that it leads to are those of the code: places exist, numbers agree. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../server/projectRoot.ts';

const textOf = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const rowsOf = (document: string) =>
  textOf(document)
    .split('\n')
    .filter((line) => /^\| (?!requirement|value|together|what)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const spansOf = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

/** A file or a folder of the server, or of the project where it is named so. */
const isPath = (span: string) => /^[\w./*-]+(\/|\.(ts|mjs|js|json|ejs|txt|md))$/.test(span);
function exists(path: string): boolean {
  if (path.includes('*')) return existsSync(join(projectRoot, path.split('/*')[0] ?? ''));
  if (existsSync(join(projectRoot, 'server', path)) || existsSync(join(projectRoot, path))) return true;
  return !path.includes('/') && named.has(path);
}
const filesOf = (folder: string) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
const named = new Set(filesOf('server').map((path) => path.split('/').at(-1) ?? ''));

/** GitHub's anchors. */
const anchorsOf = (document: string) =>
  [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );

function isLink(link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const path = join('server', file);
  return existsSync(join(projectRoot, path)) && (!anchor || anchorsOf(path).includes(anchor));
}

describe('the table of ASVS', () => {
  const rows = rowsOf('server/asvs.md').filter(([requirement = '']) => /^\d/.test(requirement));
  const states = ['met', 'partly', 'partly, on purpose', 'not met', 'not met, argued', 'operator', '–'];

  it('gives each requirement a state, and each that is met a place', () => {
    assert.ok(rows.length > 120);
    for (const [requirement = '', state = '', where = ''] of rows) {
      assert.ok(states.includes(state), `${requirement}: ${state}`);
      const places = [...spansOf(where).filter(isPath), ...linksOf(where)];
      assert.ok(state !== 'met' || places.length > 0, `${requirement} is met nowhere`);
    }
  });

  it('names files, folders, headings and functions that exist', () => {
    const everything = [...filesOf('server'), ...filesOf('public/src')].map(textOf).join('\n');
    for (const [requirement = '', , where = ''] of rows) {
      for (const span of spansOf(where)) {
        if (isPath(span)) assert.ok(exists(span), `${requirement}: ${span}`);
        else if (/^[a-z]+[A-Z]\w+$/.test(span))
          assert.match(everything, new RegExp(`\\b${span}\\b`), requirement);
      }
      for (const link of linksOf(where)) assert.ok(isLink(link), `${requirement}: ${link}`);
    }
  });

  it('lists again at its end what is not met', () => {
    const [, listed = ''] = /stays as it is \(([^)]+)\)/.exec(textOf('server/asvs.md')) ?? [];
    const open = rows.filter(([, state = '']) => /^(partly|not met)/.test(state));
    assert.deepEqual(
      listed.split(', ').sort(),
      open.flatMap(([requirement = '']) => /^[\d.]+/.exec(requirement)?.[0] ?? []).sort(),
    );
  });
});

/** `20 * 1024 * 1024`, `200_000`. */
function constantIn(file: string, constant: string): number {
  const [, written = ''] =
    new RegExp(`\\bconst ${constant}(?:: \\w+)? = ([\\d_ *]+);`).exec(textOf(join('server', file))) ?? [];
  assert.ok(written, `${constant} in ${file}`);
  return written.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}

describe('the page of rules', () => {
  const units: Record<string, number> = { kB: 1024, MB: 1024 ** 2 };

  it('names places that exist', () => {
    const rows = rowsOf('server/rules.md');
    assert.ok(rows.length > 50);
    for (const row of rows) {
      const where = row.at(-1) ?? '';
      const places = spansOf(where).filter(isPath);
      assert.ok(places.length > 0, row[0]);
      for (const place of places)
        assert.ok(existsSync(join(projectRoot, 'server', place)), `${row[0]}: ${place}`);
    }
  });

  it('gives the limits that the code has', () => {
    const limits = rowsOf('server/rules.md').filter((row) => row.length === 4);
    assert.ok(limits.length > 20);
    for (const [what = '', limit = '', , where = ''] of limits) {
      const [constant = '', file = ''] = spansOf(where);
      const [, number = '', unit = ''] = /^([\d,]+)(?: (kB|MB))?/.exec(limit) ?? [];
      const said = Number(number.replaceAll(',', '')) * (units[unit] ?? 1);
      assert.equal(said, constantIn(file, constant), `${what}: ${constant} in ${file}`);
    }
  });
});
