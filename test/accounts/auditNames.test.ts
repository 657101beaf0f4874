/** What the audit trail records is named in the reader's language: an action without a name would show as code. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translator } from '../../server/i18n/translator.ts';
import { projectRoot } from '../../server/projectRoot.ts';

const server = join(projectRoot, 'server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(server, name), 'utf8'))
  .filter((source) => /\baudit(Wave)?\(/.test(source));
const actions = new Set(
  sources.flatMap((source) =>
    [...source.matchAll(/'([a-z]+[A-Z]?\w*\.[a-z]\w+)'/g)].map(([, name = '']) => name),
  ),
);
const kinds = [
  'account',
  'office',
  'instrument',
  'comparison',
  'report',
  'wave',
  'comment',
  'openData',
  'reportTable',
];
const audited = [...actions].filter((action) => kinds.includes(action.split('.')[0] ?? ''));

describe('names of audited actions', () => {
  it('are found in the sources', () => assert.ok(audited.length > 25, String(audited.length)));

  for (const language of ['fa', 'en'] as const) {
    it(`exist in ${language}`, () => {
      const t = translator(language);
      const nameless = audited.filter((action) => t(`audit:action.${action}`, { defaultValue: '' }) === '');
      assert.deepEqual(nameless, []);
    });
  }
});
