/** What must hold in every style sheet, read from the rules themselves. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../public/styles');
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.css'),
);

interface Rule {
  selector: string;
  /** The conditions around it, from the outermost. */
  within: string[];
}

/** Every rule of a sheet, those nested in others as well, with the conditions that it stands in. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  const open: string[] = [];
  const text = css.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|"[^"\n]*"|'[^'\n]*'/g, '');
  for (const [, before = '', mark] of text.matchAll(/([^{};]*)([{};])/g)) {
    if (mark === '{') {
      const head = before.trim();
      if (!head.startsWith('@')) rules.push({ selector: head, within: [...open] });
      open.push(head);
    } else if (mark === '}') open.pop();
  }
  return rules;
}

/** On a touch screen a finger leaves the shade of :hover behind, which looks like something chosen. */
const unguarded = (css: string) =>
  rulesOf(css).filter(
    ({ selector, within }) =>
      /:hover\b/.test(selector) &&
      !within.some((condition) => /^@media\b.*\(\s*(any-)?hover\s*:\s*hover\s*\)/.test(condition)),
  );

describe('style sheets', () => {
  it('shade nothing under a pointer but where there is one', () => {
    const found = sheets.flatMap((name) =>
      unguarded(readFileSync(join(folder, name), 'utf8')).map(({ selector }) => `${name}: ${selector}`),
    );
    assert.deepEqual(found, []);
    assert.ok(sheets.length > 50, 'all sheets were read');
  });

  it('are read with what is nested, negated or behind another condition', () => {
    const selectors = (css: string) => unguarded(css).map(({ selector }) => selector);
    assert.deepEqual(selectors('a { &:hover { color: red; } }'), ['&:hover']);
    assert.deepEqual(selectors('@media print { b:hover { } } i:not(:hover) { }'), [
      'b:hover',
      'i:not(:hover)',
    ]);
    assert.deepEqual(selectors('@media (hover: none) { a:is(:focus, :hover) { } }'), [
      'a:is(:focus, :hover)',
    ]);
    assert.deepEqual(selectors('@media screen and (hover: hover) { a { &:hover { } } }'), []);
  });

  it('of two features do not both give a look to one class, because every desk page gets them all', () => {
    const shared = (name: string) => name === 'desk' || name === 'base';
    const homes = new Map<string, Map<string, string>>();
    for (const name of sheets.filter((one) => !/^(answering|answer\.css|noscript)/.test(one))) {
      const [top = ''] = name.replace(/^_|\.css$/g, '').split('/');
      for (const { selector, within } of rulesOf(readFileSync(join(folder, name), 'utf8'))) {
        if (within.some((condition) => condition.includes('print'))) continue;
        for (const one of selector.replace(/\([^)]*\)/g, '').split(',')) {
          const [, plain] = /^\.([\w-]+)$/.exec(one.trim()) ?? [];
          if (!plain) continue;
          const home = homes.get(plain) ?? new Map<string, string>();
          homes.set(plain, home.set(shared(top) ? 'shared' : top, name));
        }
      }
    }
    const twice = [...homes].filter(([, home]) => home.size > 1);
    assert.deepEqual(
      twice.map(([plain, home]) => `.${plain}: ${[...home.values()].join(', ')}`),
      [],
    );
    assert.ok(homes.size > 100);
  });
});
