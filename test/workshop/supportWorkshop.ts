/** An administrator in the editor: posts its forms as the page has them, and a second administrator. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { DraftState } from '../../server/workshop/draft/draftState.ts';
import { getDraft } from '../../server/workshop/draft/getDraft.ts';
import { type Agent, csrfOf, type Person, people } from '../support/people.ts';

export const second: Person = { ...people.administrator, username: 'second', displayName: 'مدیر دوم' };

type Fields = Record<string, string | string[]>;

/** The fields of a form on a page, as a browser would send them. */
export function formFields(html: string, selector: string): Fields {
  const $ = load(html);
  const form = $(selector).first();
  assert.ok(form.length, `no form ${selector}`);
  const fields: Fields = {};
  const inputs = form.find('input, textarea, select').toArray();
  for (const input of inputs) {
    const name = $(input).attr('name');
    const type = $(input).attr('type');
    if (!name || ((type === 'checkbox' || type === 'radio') && $(input).attr('checked') === undefined))
      continue;
    const value = String($(input).val() ?? '');
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  }
  return fields;
}

export function editing(agent: () => Agent, id: string) {
  const base = `/desk/instruments/${id}/draft`;
  const open = async (part: string, row = '') => {
    const page = await agent().get(`${base}?part=${part}&edit=${row}`).expect(200);
    return page.text;
  };
  const post = (fields: Fields) => agent().post(`${base}/changes`).type('form').send(fields);
  return {
    base,
    open,
    post,
    /** Opens a row (or `new`, or a part that is one form), fills it and saves. */
    async save(part: string, row: string, fields: Fields) {
      const filled = { ...formFields(await open(part, row), '.entry-form'), ...fields };
      return post(filled);
    },
    async press(part: string, act: string) {
      const html = await open(part);
      const { _csrf, from } = formFields(html, '#moves');
      return post({ _csrf: _csrf!, from: from!, part, act });
    },
    draft: (): Promise<DraftState> => getDraft(id),
    async send(page: string, fields: Fields = {}) {
      const html = (await agent().get(`${base}/differences`)).text;
      const number = String((await getDraft(id)).number);
      return agent()
        .post(`${base}/${page}`)
        .type('form')
        .send({ _csrf: csrfOf(html), from: number, ...fields });
    },
  };
}
