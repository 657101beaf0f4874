/** What the audit trail records is named in the reader's language: an action without a name would show as code. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translator } from '../../../server/i18n/translator.ts';
import { projectRoot } from '../../../server/projectRoot.ts';

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
/** Names of details, where a source writes them beside the action. */
const facts = new Set(
  sources.flatMap((source) =>
    [
      ...source.matchAll(/auditWave\([^;]*?,\s*\{([^{}]*)\}\s*\)/g),
      ...source.matchAll(/\bdetail(?:: | = )\{([^{}]*)\}/g),
    ].flatMap(([, literal = '']) =>
      literal.split(',').flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []),
    ),
  ),
);
const audited = [...actions].filter((action) => kinds.includes(action.split('.')[0] ?? ''));

describe('names of audited actions', () => {
  it('are found in the sources, with those of their details', () => {
    assert.ok(audited.length > 25, String(audited.length));
    assert.ok(facts.size > 15, [...facts].join(' '));
  });

  for (const language of ['fa', 'en'] as const) {
    it(`exist in ${language}`, () => {
      const t = translator(language);
      const nameless = audited.filter((action) => t(`audit:action.${action}`, { defaultValue: '' }) === '');
      assert.deepEqual(nameless, []);
      const unlabelled = [...facts].filter((fact) => t(`audit:fact.${fact}`, { defaultValue: '' }) === '');
      assert.deepEqual(unlabelled, []);
    });
  }
});
