/** Templates are given what they read: every one is compiled with the types of its locals, and a fault in a template is found. */
import assert from 'node:assert/strict';
import { renderView } from '../server/http/renderPage.ts';
import { declaredLocals } from '../server/http/templates.ts';
import type { View } from '../server/http/viewLocals.ts';
import { allTemplates, faultsOf } from './support/typedTemplates.ts';

const words = '{ page: String(page), newer: label, older: label }';
const head = '<%# locals: label, page, pages, words, address -%>\n';
const read = `<% void [label, page, pages, ${words}, words, address]; %>\n`;

/** Templates with one fault each, on their last line, all with the locals of `components/pages`. */
const broken = {
  brokenName: `${head}${read}<%= labell %>`,
  brokenMember: `${head}${read}<%= words.odler %>`,
  brokenUnread: `${head}<% void [label, page, pages, words]; %>\n`,
  brokenUndeclared: '<%# locals: label, page, pages, words -%>\n<% void [label, page, pages, words]; %>\n',
  brokenOptional: `<%# locals: label?, page, pages, words, address -%>\n${read}`,
  brokenPart: `${head}${read}<%- await include('components/diamond', { isHolow: true }) %>`,
  brokenPartName: `${head}${read}<%- await include('components/diamant') %>`,
  brokenNothing: `${head}${read}<%- await include('components/switch', { label }) %>`,
  brokenPrint: `${head}${read}<%= words %>`,
};

describe('views', () => {
  let faults: string[] = [];

  before(function () {
    this.timeout(600_000);
    const more = Object.entries(broken).map(([name, text]) => [name, ['components/pages', text]]);
    faults = faultsOf(allTemplates(), Object.fromEntries(more));
  });

  it('read what they are given and what they name, and nothing else', () => {
    assert.deepEqual(
      faults.filter((fault) => !fault.startsWith('broken')),
      [],
    );
  });

  for (const name of Object.keys(broken))
    it(`would show a fault like ${name}`, () => {
      assert.equal(faults.filter((fault) => fault.startsWith(`${name}.ejs`)).length, 1, faults.join('\n'));
    });

  it('begin with the locals they read', () => {
    assert.deepEqual(declaredLocals('<%# locals: rows, total?; what it shows %>\n<p>'), [
      { name: 'rows', isOptional: false },
      { name: 'total', isOptional: true },
    ]);
    assert.deepEqual(declaredLocals('<%# no locals; the way in -%>\n'), []);
    assert.throws(() => declaredLocals('<h1>Title</h1>'), /begins with what it reads/);
  });

  it('are not rendered without a local that they name', async () => {
    const render = renderView as (view: View, locals: object) => Promise<string>;
    await assert.rejects(async () => render('components/filter', { id: 'a', list: 'b' }), /label/);
  });
});
