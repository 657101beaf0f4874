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
      ...source.matchAll(/auditWave\([^;]*?,\s*\{(.*?)\}\s*\);/gs),
      ...source.matchAll(/\bdetail(?:: | = )\{([^{}]*)\}/g),
    ].flatMap(([, literal = '']) =>
      // What is inside brackets of the literal is a value, or one of its parts.
      literal
        .replaceAll(/\([^()]*\)|\{[^{}]*\}/g, '')
        .replaceAll(/\([^()]*\)/g, '')
        .split(',')
        .flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []),
    ),
  ),
);
const audited = [...actions].filter((action) => kinds.includes(action.split('.')[0] ?? ''));

describe('names of audited actions', () => {
  it('are found in the sources, with those of their details', () => {
    assert.ok(audited.length > 25, String(audited.length));
    assert.ok(facts.size > 15, [...facts].join(' '));
    assert.ok(facts.has('redPoints'), 'a detail whose value has braces of its own');
  });

  for (const language of ['fa', 'en'] as const) {
    it(`exist in ${language}`, () => {
      const t = translator(language);
      const nameless = audited.filter((action) => t(`audit:action.${action}`, { defaultValue: '' }) === '');
      assert.deepEqual(nameless, []);
      const unlabelled = [...facts].filter((fact) => t(`audit:fact.${fact}`, { defaultValue: '' }) === '');
      assert.deepEqual(unlabelled, []);
    });

    it(`exist in ${language} for every point that a launch may be made in spite of`, () => {
      const t = translator(language);
      const { checklist } = JSON.parse(
        readFileSync(join(projectRoot, 'locales', language, 'launch.json'), 'utf8'),
      ) as { checklist: Record<string, object> };
      const points = Object.keys(checklist).filter((id) =>
        Object.keys(checklist[id] ?? {}).some((key) => /^red(_|$)/.test(key)),
      );
      assert.ok(points.length > 15);
      assert.deepEqual(
        points.filter((id) => t(`launch:point.${id}`, { defaultValue: '' }) === ''),
        [],
      );
    });
  }
});
