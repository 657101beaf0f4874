/** LimeSurvey: what goes out comes back the same; of a foreign survey everything that is not taken is listed with its line. */
import assert from 'node:assert/strict';
import { readLimesurvey } from '../../server/workshop/limesurvey/readLimesurvey.ts';
import { limesurveyText } from '../../server/workshop/limesurvey/writeTsv.ts';
import { NoXlsform } from '../../server/workshop/xlsform/readXlsform.ts';
import { instrument } from '../support/situation.ts';
import { encodedAs } from '../tables/encodedAs.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const head = ['class', 'type/scale', 'name', 'relevance', 'text', 'help', 'language', 'mandatory', 'other'];
/** Lines of cells between bars. */
const tsv = (...lines: string[]) =>
  [head, ...lines.map((line) => line.split('|').map((cell) => cell.trim()))]
    .map((cells) => cells.join('\t'))
    .join('\n');

const foreignSurvey = tsv(
  'S | | language | | en | | | |',
  'S | | admin | | Somebody | | | |',
  'SL | | surveyls_title | | Work | | en | |',
  'SL | | surveyls_title | | کار | | fa | |',
  'G | G0 | My work | 1 | About <b>work</b> | | en | |',
  'Q | F | W1 | 1 | <p>How do you like</p> | help! | en | Y |',
  'SQ | 0 | SQ001 | 1 | the place | | en | |',
  'SQ | 0 | SQ002 | age > 3 | the {NAME} | | en | |',
  'SQ | 1 | SQ003 | 1 | other axis | | en | |',
  'A | 0 | A1 | | Not at all | | en | |',
  'A | 0 | A2 | | Very much | | en | |',
  'Q | L | sex | 1 | You are | | en | N | Y',
  'A | 0 | F | | Woman | | en | |',
  'A | 0 | M | | Man | | en | |',
  'Q | N | age | 1 | Your age | | en | |',
  'Q | T | more | sex.NAOK == "F" | Anything else? | | en | |',
  'Q | Y | again | age.NAOK > 3 | Again? | | en | |',
  'QTA | | quota | | 1 | | | |',
  'G | G0 | کار من | 1 | درباره کار | | fa | |',
  'Q | F | W1 | 1 | چقدر دوست دارید | | fa | Y |',
  'SQ | 0 | SQ001 | 1 | محل کار را | | fa | |',
  'SQ | 0 | SQ002 | 1 | همکاران را | | fa | |',
  'A | 0 | A1 | | اصلاً | | fa | |',
  'A | 0 | A2 | | خیلی | | fa | |',
);

const told = [
  '3 S setting',
  '7 Q required',
  '7 Q help',
  '9 SQ condition',
  '9 SQ expression',
  '10 SQ secondScale',
  '11 A direction',
  '13 Q other',
  '16 Q type',
  '18 Q condition',
  '19 QTA rowKind',
];

describe('LimeSurvey', () => {
  for (const id of ['culture', 'trust', 'empowerment', 'financial', 'service-desk', 'trust-short'])
    it(`takes ${id} out and back without a difference`, async () => {
      const { content, passedOver } = await readLimesurvey(Buffer.from(limesurveyText(instrument(id))));
      assert.deepEqual(passedOver, []);
      assert.deepEqual(plain(content), plain(instrument(id)));
    });

  it('keeps conditions, long ids, marks, a third language and what looks like a formula', async () => {
    const one = instrument('trust');
    const [asked] = one.demographics;
    one.title.azb = 'اینام';
    one.dimensions[0]!.items[0]!.text = { fa: '=متن "با" علامت', en: '@ text' };
    one.demographics[1]!.id = 'aVeryLongQuestion-with_signs';
    one.demographics[1]!.showIf = { question: asked!.id, is: asked!.options.map(({ id }) => id) };
    one.openQuestions[0]!.showIf = { question: asked!.id, is: [asked!.options[0]!.id] };
    const { content, passedOver } = await readLimesurvey(Buffer.from(limesurveyText(one)));
    assert.deepEqual(passedOver, []);
    for (const part of ['title', 'dimensions', 'demographics', 'openQuestions'] as const)
      assert.deepEqual(plain(content[part]), plain(one[part]));
    for (const line of limesurveyText(one).split('\n').slice(1)) {
      const [, , kind, , code = ''] = line.split('\t');
      if (kind === 'Q' || kind === 'SQ') assert.match(code, /^[A-Za-z0-9]{1,20}$/);
      if (kind === 'A') assert.match(code, /^[A-Za-z0-9]{1,5}$/);
    }
  });

  it('takes a foreign survey in any encoding: its array is the scale, and lists by line what it cannot take', async () => {
    for (const [encoding, bytes] of Object.entries(encodedAs(foreignSurvey))) {
      const { content, passedOver } = await readLimesurvey(bytes);
      assert.deepEqual(content.title, { fa: 'کار', en: 'Work' }, encoding);
      const [dimension] = content.dimensions;
      assert.deepEqual(
        dimension?.items.map(({ id, text }) => [id, text]),
        [
          ['SQ001', { fa: 'محل کار را', en: 'the place' }],
          ['SQ002', { fa: 'همکاران را', en: 'the {NAME}' }],
        ],
      );
      assert.deepEqual(dimension?.topic, { fa: 'چقدر دوست دارید', en: 'How do you like' });
      assert.deepEqual(dimension?.about, { fa: 'درباره کار', en: 'About work' });
      assert.deepEqual(
        content.scale.labels.map(({ fa }) => fa),
        ['اصلاً', 'خیلی'],
      );
      assert.deepEqual(content.openQuestions[0]?.showIf, { question: 'sex', is: ['F'] });
      assert.deepEqual(
        content.demographics.map(({ id }) => id),
        ['sex', 'again'],
      );
      const listed = passedOver.filter(({ reason }) => reason !== 'noPersian');
      assert.deepEqual(
        listed.map(({ sheet, row, reason }) => `${row} ${sheet} ${reason}`),
        told,
      );
    }
  });

  const cell = (name: string, value: string) => `<${name}><![CDATA[${value}]]></${name}>`;
  const table = (name: string, ...rows: Record<string, string>[]) =>
    `<${name}><fields></fields><rows>\n${rows
      .map(
        (row) =>
          `<row>${Object.entries(row)
            .map(([key, value]) => cell(key, value))
            .join('')}</row>\n`,
      )
      .join('')}</rows></${name}>`;
  const lss = (kind: string, ...tables: string[]) =>
    Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>${kind}</LimeSurveyDocType><DBVersion>500</DBVersion>${tables.join('\n')}</document>`,
    );
  const points = ['1', '2'].map((code) => ({ aid: code, qid: '5', code, sortorder: code, scale_id: '0' }));
  const modern = [
    table('surveys', { sid: '1', language: 'en', admin: 'x' }),
    table('groups', { gid: '1', group_order: '0' }),
    table('group_l10ns', { gid: '1', group_name: 'Group', language: 'en' }),
    table('questions', { qid: '5', parent_qid: '0', gid: '1', type: 'F', title: 'Q1', question_order: '1' }),
    table(
      'subquestions',
      { qid: '7', parent_qid: '5', gid: '1', title: 'b', question_order: '2', scale_id: '0' },
      { qid: '6', parent_qid: '5', gid: '1', title: 'a', question_order: '1', scale_id: '0' },
    ),
    table(
      'question_l10ns',
      ...['5', '6', '7'].map((qid) => ({ qid, question: `text &amp; ${qid}`, language: 'en' })),
    ),
    table('answers', ...points),
    table('answer_l10ns', ...points.map(({ aid }) => ({ aid, answer: `label ${aid}`, language: 'en' }))),
    table('conditions', { qid: '5', value: '1' }),
  ];

  it('takes XML of both kinds, in its own order, and lists the tables that it has no place for', async () => {
    const { content, passedOver } = await readLimesurvey(lss('Survey', ...modern));
    assert.deepEqual(
      content.dimensions[0]?.items.map(({ id, text }) => [id, text.en]),
      [
        ['a', 'text & 6'],
        ['b', 'text & 7'],
      ],
    );
    const reasons = passedOver.map(({ sheet, reason }) => `${sheet} ${reason}`);
    assert.ok(reasons.includes('conditions rowKind') && reasons.includes('surveys setting'), reasons.join());
    const old = [
      table('questions', {
        qid: '5',
        parent_qid: '0',
        gid: '1',
        type: 'F',
        title: 'Q1',
        question: 'Q',
        language: 'fa',
      }),
      table(
        'subquestions',
        ...['1', '2'].map((code) => ({
          qid: code,
          parent_qid: '5',
          title: `s${code}`,
          question: `متن ${code}`,
          language: 'fa',
        })),
      ),
      table(
        'answers',
        ...['1', '2'].map((code) => ({
          qid: '5',
          code,
          answer: `برچسب ${code}`,
          language: 'fa',
          scale_id: '0',
        })),
      ),
    ];
    const { content: question } = await readLimesurvey(lss('Question', ...old));
    assert.deepEqual(
      question.dimensions[0]?.items.map(({ text }) => text.fa),
      ['متن 1', 'متن 2'],
    );
  });

  it('takes a list that each country has for no scale, reads conditions by number, and lists comments and what answers count', async () => {
    const list = (qid: string, code: string, type: string, relevance = '1') => ({
      ...{ qid, parent_qid: '0', gid: '1', type, title: code, question: `<p>${code}&rsquo;s</p>` },
      ...{ language: 'en', relevance, question_order: qid },
    });
    const answers = (qid: string, ...codes: string[]) =>
      codes.map((code, at) => ({
        ...{ qid, code, answer: `answer ${code}`, language: 'en', scale_id: '0', sortorder: String(at) },
        assessment_value: '1',
      }));
    const bytes = lss(
      'Survey',
      table('groups', {
        ...{ gid: '1', group_name: 'Work', language: 'en', group_order: '1', randomization_group: 'r' },
      }),
      table(
        'questions',
        list('2', 'land', 'L'),
        list('3', 'kindA', 'L', '((9X1X2.NAOK == "1"))'),
        list('4', 'kindB', 'O', '((land.NAOK == 2))'),
        list('5', 'kindC', 'L', 'land.NAOK != 2'),
        list('6', 'likes', 'F'),
        { ...list('7', 'told', 'T'), question: 'Say<script>let a = 1 < 2;</script> it<style>.a{}</style>' },
      ),
      table(
        'subquestions',
        ...['1', '2'].map((code) => ({ ...list(`6${code}`, `s${code}`, 'T'), parent_qid: '6' })),
      ),
      table(
        'answers',
        ...answers('2', '1', '2'),
        ...['3', '4', '5'].flatMap((qid) => answers(qid, 'a', 'b', 'c')),
        ...answers('6', 'x', 'y', 'z'),
      ),
    );
    const { content, passedOver } = await readLimesurvey(bytes);
    assert.deepEqual(
      content.scale.labels.map(({ en }) => en),
      ['answer x', 'answer y', 'answer z'],
    );
    assert.deepEqual(
      content.demographics.map(({ id, title, showIf }) => [id, title.en, showIf?.is]),
      [
        ['land', 'land’s', undefined],
        ['kindA', 'kindA’s', ['1']],
        ['kindB', 'kindB’s', ['2']],
        ['kindC', 'kindC’s', undefined],
      ],
    );
    assert.equal(content.openQuestions[0]?.title.en, 'Say it');
    const told = passedOver.map(({ reason, found, count }) => [reason, count ?? found].join(' '));
    for (const line of [
      ...['assessment 14', 'comment kindB', 'condition land.NAOK != 2', 'column randomization_group'],
      'markup Say it',
    ])
      assert.ok(told.includes(line), `${line}: ${told.join('; ')}`);
  });

  it('takes a question without a scale alone, with the scale of a new instrument', async () => {
    const open = { qid: '1', parent_qid: '0', gid: '1', type: 'T', title: 'Q00', question: 'چرا؟' };
    const { content, passedOver } = await readLimesurvey(
      lss('Question', table('questions', { ...open, help: 'help', language: 'fa' })),
    );
    assert.deepEqual([content.dimensions, content.openQuestions[0]?.title], [[], { fa: 'چرا؟' }]);
    assert.equal(content.scale.points, 5);
    assert.deepEqual(
      passedOver.map(({ reason }) => reason),
      ['noScale', 'help'],
    );
    const number = table('questions', { ...open, type: 'N', language: 'fa' });
    await assert.rejects(readLimesurvey(lss('Question', number)), /noScale/);
  });

  it('refuses entities, broken XML, other files and surveys without a scale', async () => {
    const bomb = Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><document>&a;</document>',
    );
    await assert.rejects(readLimesurvey(bomb), /brokenXml/);
    await assert.rejects(readLimesurvey(lss('Survey', '<groups><rows><row>')), /brokenXml/);
    await assert.rejects(readLimesurvey(Buffer.from('<html><body></body></html>')), NoXlsform);
    await assert.rejects(readLimesurvey(Buffer.from('a,b\n1,2\n')), NoXlsform);
    await assert.rejects(readLimesurvey(Buffer.from(tsv('G | G0 | Group | 1 | | | en | |'))), NoXlsform);
  });
});
