/** The step of the build that writes style sheets for the oldest promised browsers, and the check that stops it where one cannot read them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

const plain = (name: string) => import(join(projectRoot, `server/build/${name}.mjs`));
const { doneWithout, refuseStyleGaps, styleGaps } = (await plain('styleGaps')) as {
  doneWithout: Record<string, string>;
  refuseStyleGaps: (sheet: string, css: string) => void;
  styleGaps: (css: string) => { name: string; rule: string }[];
};
const { lowerStyles } = (await plain('lowerStyles')) as { lowerStyles: (css: string) => string };

/** One line for each kind: a property, a value, a function, a unit, a selector, one in a list, a condition, a query. */
const lacking = [
  '.a{aspect-ratio:1}',
  '.a{margin-inline:auto}',
  '.a{inset-block-start:0}',
  '.a{overflow:clip}',
  '.a{color:color-mix(in srgb,red,blue)}',
  '.a{color:oklch(50% 0 0)}',
  '.a{block-size:100dvh}',
  '.a:where(.b){color:red}',
  '.a,.b:has(i){color:red}',
  '.a::file-selector-button,.b{color:red}',
  '@layer base{.a{color:red}}',
  '@container (min-width:1px){.a{color:red}}',
  '@media (width >= 600px){.a{color:red}}',
];

const lowered: [string, string][] = [
  ['.a{margin-inline:auto}', '.a{margin-inline-start:auto;margin-inline-end:auto}'],
  [
    '.a{padding-block:calc(1px + 2px) 0!important}',
    '.a{padding-block-start:calc(1px + 2px)!important;padding-block-end:0!important}',
  ],
  ['.a{border-block:1px solid red}', '.a{border-block-start:1px solid red;border-block-end:1px solid red}'],
  ['.a{inset-block-start:0}', '.a{top:0}'],
  ['.a,.b:has(i){color:red}', '.a{color:red}.b:has(i){color:red}'],
  ['.a :is(b,i[title="x"]){color:red}', '.a b,.a i[title="x"]{color:red}.a :is(b,i[title="x"]){color:red}'],
  [
    '.a{inset-inline-start:1px}',
    '.a{inset-inline-start:1px}@supports not (inset-inline-start:0){[dir=ltr] .a{left:1px}[dir=rtl] .a{right:1px}}',
  ],
  [
    '.a{display:flex}@media print{.a{gap:2px 4px}}',
    '.a{display:flex}@media print{.a{gap:2px 4px}@supports not (inset:0){.a>*+*{margin-inline-start:4px}}}',
  ],
  [
    '.a{display:flex;flex-direction:column;gap:4px}',
    '.a{display:flex;flex-direction:column;gap:4px}@supports not (inset:0){.a>*+*{margin-block-start:4px}}',
  ],
  ['.a{display:grid;gap:4px}', '.a{display:grid;gap:4px}'],
  ['.a{content:"a,b{;}"}', '.a{content:"a,b{;}"}'],
];

describe('style sheets for the oldest browsers', () => {
  it('are refused with what one of them lacks, whatever kind of thing it is', () => {
    for (const css of lacking) assert.throws(() => refuseStyleGaps('page.css', css), /page\.css uses/, css);
    assert.throws(
      () => refuseStyleGaps('page.css', '.a{aspect-ratio:1}'),
      /aspect-ratio in \.a: not in .*chrome/,
    );
  });

  it('pass with a plain line before, behind a question, or without anything new', () => {
    for (const css of [
      '.a{block-size:100vh;block-size:100dvh}',
      '@supports (aspect-ratio:1){.a{aspect-ratio:1}}',
      '.a{display:flex;padding-inline-start:1px;color:rgb(0 0 0/50%);width:min(1px,2px)}',
      '@media (min-width:60rem) and (hover:hover){.a:not(.b):checked::before{content:"has(:where)"}}',
    ])
      refuseStyleGaps('page.css', css);
  });

  it('are written so that they can read them', () => {
    for (const [written, read] of lowered) assert.equal(lowerStyles(written), read);
  });

  it('use what one lacks only where a page does without it, each with its reason', () => {
    const folder = join(projectRoot, 'public/build');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
      string,
      string
    >;
    const sheets = readdirSync(join(projectRoot, 'public/styles')).filter((name) =>
      /^[a-z].*\.css$/.test(name),
    );
    const used = sheets.flatMap((name) => styleGaps(readFileSync(join(folder, manifest[name]!), 'utf8')));
    assert.deepEqual([...new Set(used.map(({ name }) => name))].sort(), Object.keys(doneWithout).sort());
  });
});
