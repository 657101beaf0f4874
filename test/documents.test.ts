/** What the README files say of the tree is true: files and folders that they name exist, and each feature and library is named. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../server/projectRoot.ts';

/** At the root, and none of what is in git. */
const apart = new Set(['node_modules', '.git', 'dist', 'data', 'data-dev', 'keys']);
/** Made by the build, so absent from a fresh clone. */
const built = ['data-dev/', 'dist/', 'public/build/'];

/** Paths from the root, folders with a slash at the end. */
function treeBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (folder === projectRoot && apart.has(entry.name)) return [];
    if (!entry.isDirectory()) return [relative(projectRoot, path)];
    return [`${relative(projectRoot, path)}/`, ...treeBelow(path)];
  });
}

const tree = treeBelow(projectRoot);
const documents = tree.filter((path) => path.endsWith('.md'));
const textOf = (document: string) => readFileSync(join(projectRoot, document), 'utf8');

/** Code spans that are the name of a file or of a folder; `<feature>` and `*` stand for any name. */
function pathsNamed(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => String(match[1]));
  const isPath = /^[\w.*<>-]+(\/[\w.*<>-]+)*(\/|\.(ts|mjs|js|md|json|ejs|css|typ))$/;
  return spans.filter((span) => isPath.test(span) && !built.some((folder) => span.startsWith(folder)));
}

function isInTree(name: string): boolean {
  const escaped = name.replace(/[.]/g, '\\.').replace(/<\w+>|\*/g, '[^/]+');
  const ending = new RegExp(`(^|/)${escaped}$`);
  return tree.some((path) => ending.test(path));
}

describe('documents', () => {
  it('name files and folders that exist', () => {
    const named = documents.flatMap((document) =>
      pathsNamed(textOf(document)).map((name) => ({ document, name })),
    );
    assert.ok(named.length > 100, `only ${named.length} names were found`);
    assert.deepEqual(
      named.filter(({ name }) => !isInTree(name)),
      [],
    );
  });

  it('link to files that exist', () => {
    for (const document of documents) {
      for (const [, target = ''] of textOf(document).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?:|#)/.test(target)) continue;
        const path = join(projectRoot, dirname(document), target.replace(/#.*/, ''));
        assert.ok(existsSync(path), `${document} links to ${target}`);
      }
    }
  });

  it('of the server name every collection', () => {
    const page = textOf('server/README.md');
    const sources = tree.filter((path) => /^server\/.*\.ts$/.test(path)).map(textOf);
    const collections = sources.flatMap((source) =>
      [...source.matchAll(/\bcollection: '(\w+)'/g)].map((match) => String(match[1])),
    );
    assert.ok(collections.length > 20);
    assert.deepEqual(
      collections.filter((collection) => !page.includes(`\`${collection}\``)),
      [],
    );
  });

  it('of the server name every feature and every library', () => {
    const page = textOf('server/README.md');
    const features = tree.filter((path) => /^server\/\w+\/$/.test(path)).map((path) => path.slice(7));
    assert.ok(features.length > 10);
    assert.deepEqual(
      features.filter((feature) => !page.includes(`\`${feature}\``)),
      [],
    );
    const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
    const family = (library: string) => (library.startsWith('@stdlib/') ? '@stdlib' : library);
    assert.deepEqual(
      Object.keys(dependencies).filter((library) => !page.includes(family(library))),
      [],
    );
  });
});
