/** XLSForm: what goes out comes back the same, and of a foreign form everything that is not taken is listed with its row. */
import assert from 'node:assert/strict';
import { UnreadableFile } from '../../server/tables/reading/unreadable.ts';
import { workbook } from '../../server/tables/xlsx/workbook.ts';
import type { XlsxWorksheet } from '../../server/tables/xlsx/worksheet.ts';
import { NoXlsform, readXlsform } from '../../server/workshop/xlsform/readXlsform.ts';
import { xlsformSheets } from '../../server/workshop/xlsform/writeXlsform.ts';
import { type Cell, workbookOf } from '../support/makeWorkbook.ts';
import { instrument } from '../support/situation.ts';

async function bytesOf(sheets: readonly XlsxWorksheet[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of workbook(sheets, true)) parts.push(Buffer.from(part as Buffer));
  return Buffer.concat(parts);
}

/** A sheet from lines of cells between bars, the first with the headings. */
function sheet(name: string, ...lines: string[]): XlsxWorksheet {
  const [head = [], ...rows] = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  return { name, columns: head.map((title) => ({ title, width: 10 })), rows };
}

/** As a condition names a question. */
const of = (question: string) => `$\{${question}}`;

describe('XLSForm', () => {
  for (const id of ['culture', 'trust', 'empowerment', 'financial', 'service-desk', 'trust-short'])
    it(`takes ${id} out and back without a difference`, async () => {
      const { content, passedOver } = await readXlsform(await bytesOf(xlsformSheets(instrument(id))));
      assert.deepEqual(passedOver, []);
      assert.deepEqual(content, instrument(id));
    });

  it('keeps a condition, a mark of who would rather not say, and a third language', async () => {
    const one = instrument('trust');
    one.title.azb = 'اینام';
    one.demographics[1]!.showIf = {
      question: one.demographics[0]!.id,
      is: [one.demographics[0]!.options[0]!.id],
    };
    const { content } = await readXlsform(await bytesOf(xlsformSheets(one)));
    assert.deepEqual(content.title, one.title);
    assert.deepEqual(content.demographics, one.demographics);
  });

  it('takes a foreign form: its shared list is the scale, and lists by row what it cannot take', async () => {
    const form = await bytesOf([
      sheet(
        'survey',
        'type | name | label::English (en) | label::Français (fr) | relevant | hint | required',
        'start | start | | | | |',
        'begin_group | work | My work | Mon travail | | |',
        'select_one agree | likes | I like my work | | | Think of today | true',
        `select_one agree | team | My team helps me | | ${of('age')} > 3 | |`,
        'end_group | | | | | |',
        'select_one sex | sex | You are | | | |',
        'integer | age | Your age | | | |',
        `text | more | Anything else? | | ${of('sex')} = 'f' | |`,
        'begin_repeat | child | Children | | | |',
        'text | childName | Name | | | |',
        'end_repeat | | | | | |',
        'select_one agree | likes | Again | | | |',
      ),
      sheet(
        'choices',
        'list_name | name | label::English (en)',
        'agree | 1 | No',
        'agree | 2 | Yes',
        'sex | f | Woman',
        'sex | m | Man',
      ),
      sheet('settings', 'form_title | form_id | submission_url', 'Work | my_work | https://example.org'),
    ]);
    const { content, passedOver } = await readXlsform(form);
    assert.equal(content.id, 'my_work');
    assert.deepEqual(
      content.dimensions.map(({ id, items }) => [id, items.map((item) => item.id)]),
      [['work', ['likes', 'team']]],
    );
    assert.deepEqual(content.scale.labels, [
      { fa: 'No', en: 'No' },
      { fa: 'Yes', en: 'Yes' },
    ]);
    assert.deepEqual(content.openQuestions[0]?.showIf, { question: 'sex', is: ['f'] });
    const told = passedOver.filter(({ reason }) => reason !== 'noPersian');
    assert.deepEqual(told.map(({ sheet: name, row, reason }) => `${name} ${row} ${reason}`).sort(), [
      'settings 2 setting',
      'survey 1 language',
      'survey 10 repeat',
      'survey 11 repeat',
      'survey 13 twice',
      'survey 2 type',
      'survey 4 column',
      'survey 4 required',
      'survey 5 condition',
      'survey 8 type',
    ]);
    const foreign = passedOver.filter(({ reason }) => reason === 'noPersian');
    assert.deepEqual(
      foreign.map(({ sheet: name, row, count }) => [name, row, count]),
      [
        ['choices', 2, 4],
        ['survey', 3, 5],
      ],
    );
  });

  it('passes over what spreadsheets leave: titles, empty rows and columns, hidden sheets, decimals, spaces in names', async () => {
    const survey = (...above: Cell[][]) => [
      ...above,
      ['type', ' name ', 'label', null],
      ['select_one agree', 'a\u200f', 'کار را دوست دارم', ''],
      [null, '', null],
      ['select_one agree ', ' b', '\u00a0گروه کمک می‌کند', null],
      [' ', null],
    ];
    const choices: Cell[][] = [
      [],
      ['list_name', 'name', 'label'],
      ['agree', { number: '1.0' }, 'خیر'],
      ['agree', { number: '2' }, 'بله'],
    ];
    const plain = await readXlsform(
      workbookOf([
        { name: 'survey', rows: survey() },
        { name: 'choices', rows: choices.slice(1) },
      ]),
    );
    const left = await readXlsform(
      workbookOf([
        { name: 'Survey ', rows: survey(['پرسشنامهٔ سال ۱۴۰۵'], [], ['نسخهٔ دوم', 'تهیه‌شده در استان']) },
        { name: 'CHOICES', rows: choices },
      ]),
    );
    assert.deepEqual(left.content, plain.content);
    assert.deepEqual(left.passedOver, plain.passedOver);
    assert.deepEqual(
      plain.content.dimensions[0]?.items.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('lists a cell without a value by its row, and says of a table or a picture that it is no workbook', async () => {
    const { passedOver } = await readXlsform(
      workbookOf([
        {
          name: 'survey',
          rows: [
            ['type', 'name', 'label', 'required'],
            ['select_one agree', 'a', 'متن نخست', { attributes: 't="e"', xml: '<v>#REF!</v>' }],
            ['select_one agree', 'b', 'متن دوم'],
          ],
        },
        {
          name: 'choices',
          rows: [
            ['list_name', 'name', 'label'],
            ['agree', '1', 'خیر'],
            ['agree', '2', 'بله'],
          ],
        },
      ]),
    );
    assert.deepEqual(passedOver, [{ sheet: 'survey', row: 2, reason: 'badCell', found: '#REF!' }]);
    for (const bytes of ['type,name,label\nselect_one a,q,متن\n', '\x89PNG\r\n\x1a\n', ''])
      await assert.rejects(readXlsform(Buffer.from(bytes, 'latin1')), UnreadableFile);
  });

  it('is refused where there is no survey or no question of ours; without a shared list the scale of a new instrument stands in', async () => {
    await assert.rejects(readXlsform(await bytesOf([sheet('other', 'a', 'b')])), NoXlsform);
    const numbers = await bytesOf([sheet('survey', 'type | name | label', 'integer | age | سن')]);
    await assert.rejects(readXlsform(numbers), NoXlsform);
    const lonely = await bytesOf([
      sheet('survey', 'type | name | label', 'select_one a | q | متن'),
      sheet('choices', 'list_name | name | label', 'a | 1 | خیر', 'a | 2 | بله'),
    ]);
    const { content, passedOver } = await readXlsform(lonely);
    assert.deepEqual(content.dimensions, []);
    assert.equal(content.scale.points, 5);
    assert.deepEqual(
      content.demographics.map(({ id, options }) => [id, options.length]),
      [['q', 2]],
    );
    assert.deepEqual(
      passedOver.map(({ reason }) => reason),
      ['noScale'],
    );
  });
});
