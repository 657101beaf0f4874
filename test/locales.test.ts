/** Every language has the same keys and placeholders as Persian, which is complete by definition; azb may lack keys. */
import assert from 'node:assert/strict';
import { localeFiles } from '../server/i18n/translator.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).sort();
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

  it('writes Persian with Persian letters: no Arabic ya or kaf', () => {
    for (const [namespace, tree] of Object.entries(persian)) {
      for (const [key, text] of flatten(tree)) {
        assert.doesNotMatch(text, /[يك]/, `${namespace}: ${key}`);
      }
    }
  });
});
