/** Every language has the same keys and placeholders as Persian, and Persian every key that is asked for; azb may lack keys. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeFiles } from '../server/i18n/translator.ts';
import { projectRoot } from '../server/projectRoot.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).sort();
/** Views and server, without comments, in which an example of a key may stand. */
function sources(): { file: string; text: string }[] {
  return ['views', 'server'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|ejs)$/.test(file))
      .map((file) => ({
        file,
        text: readFileSync(join(projectRoot, folder, file), 'utf8').replaceAll(/^\s*(\/?\*|\/\/).*$/gm, ''),
      })),
  );
}
const files = localeFiles() as Record<string, Record<string, Tree>>;
const persian = files.fa ?? {};

describe('locales', () => {
  for (const namespace of Object.keys(persian).filter((name) => name !== 'language')) {
    const fa = new Map(flatten(persian[namespace] ?? {}));

    it(`en has every key of ${namespace} and no other`, () => {
      const en = flatten(files.en?.[namespace] ?? {}).map(([key]) => key);
      assert.deepEqual(en.sort(), [...fa.keys()].sort());
    });

    for (const language of ['en', 'azb']) {
      it(`${language} uses the placeholders of fa in ${namespace}`, () => {
        for (const [key, text] of flatten(files[language]?.[namespace] ?? {})) {
          assert.ok(fa.has(key), `${language}/${namespace}: ${key} is not in fa`);
          assert.deepEqual(
            placeholders(text),
            placeholders(fa.get(key) ?? ''),
            `${language}/${namespace}: ${key}`,
          );
        }
      });
    }
  }

  it('has every key that a page or the server names in full', () => {
    const named = new RegExp(`['"\`](${Object.keys(persian).join('|')}):([a-z][\\w.]*)['"\`]`, 'gi');
    const known = new Set(
      Object.entries(persian).flatMap(([namespace, tree]) =>
        flatten(tree).flatMap(([key]) => [
          `${namespace}:${key.replace(/_(one|other)$/, '')}`,
          // A branch is asked for where a list or a table is read whole.
          ...key.split('.').map((_, depth, parts) => `${namespace}:${parts.slice(0, depth).join('.')}`),
        ]),
      ),
    );
    const missing = sources().flatMap(({ file, text }) =>
      [...text.matchAll(named)]
        .map(([, namespace, key]) => `${namespace}:${key}`)
        .filter((key) => !known.has(key))
        .map((key) => `${file} asks for ${key}`),
    );
    assert.deepEqual(missing, []);
  });

  it('has every branch of which a page or the server names a key in part', () => {
    const named = /\bt\(\s*`([a-z]\w*):((?:\w+\.)*)\w*\$\{/gi;
    const branches = new Set(
      Object.entries(persian).flatMap(([namespace, tree]) => [
        `${namespace}:`,
        ...flatten(tree).flatMap(([key]) =>
          key.split('.').map((_, depth, parts) => `${namespace}:${parts.slice(0, depth + 1).join('.')}.`),
        ),
      ]),
    );
    const asked = sources().flatMap(({ file, text }) =>
      [...text.matchAll(named)].map(([, namespace, path]) => ({ file, branch: `${namespace}:${path}` })),
    );
    assert.ok(asked.length > 100, `only ${asked.length} were found`);
    assert.deepEqual(
      asked.filter(({ branch }) => !branches.has(branch)),
      [],
    );
  });

  it('writes Persian with Persian letters: no Arabic ya or kaf', () => {
    for (const [namespace, tree] of Object.entries(persian)) {
      for (const [key, text] of flatten(tree)) {
        assert.doesNotMatch(text, /[يك]/, `${namespace}: ${key}`);
      }
    }
  });
});
