/** `wave import`: what a responses file may look like, and what is said of one that is wrong. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OfficeModel } from '../../server/offices/office.ts';
import { TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { useDatabase } from '../support/testStore.ts';
import { jsonOf, runOnStore } from './runOnStore.ts';

const text = (fa: string) => ({ fa });
const instrument = {
  id: 'small',
  title: text('کوچک'),
  scale: { points: 5, labels: ['۱', '۲', '۳', '۴', '۵'].map(text) },
  dimensions: [
    {
      id: 'trust',
      title: text('اعتماد'),
      items: [
        { id: 't1', text: text('یک') },
        { id: 't2', text: text('دو') },
      ],
    },
  ],
  demographics: [
    { id: 'gender', title: text('جنسیت'), options: ['F', 'M'].map((id) => ({ id, title: text(id) })) },
  ],
  openQuestions: [{ id: 'comment', title: text('نظر') }],
};
const offices =
  'code,level,nameFa,nameEn,parent,headcount\nhq,province,استانداری,HQ,,20\na,governorate,الف,A,hq,30\n';
const good = `office,gender,t1,t2,comment\n${'a,F,4,2,\n'.repeat(12)}${'hq,M,5,1,\n'.repeat(12)}`;

describe('wave import', () => {
  useDatabase();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fs-import-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const files = (responses: string | Buffer, changed: { instrument?: string; offices?: string } = {}) => [
    ...['wave', 'import', '--title', 'آزمون'],
    ...['--instrument', write('instrument.json', changed.instrument ?? JSON.stringify(instrument))],
    ...['--offices', write('offices.csv', changed.offices ?? offices)],
    ...['--responses', write('responses.csv', responses)],
  ];
  const refused = async (args: string[]) => {
    const { code, stdout, stderr } = await runOnStore(...args);
    assert.notEqual(code, 0);
    assert.equal(stdout, '');
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    const left = await Promise.all(
      [WaveModel, ResponseModel, OfficeModel, TallyModel, CommentModel].map((model) =>
        (model as typeof WaveModel).countDocuments(),
      ),
    );
    assert.deepEqual(left, [0, 0, 0, 0, 0]);
    return stderr.trimEnd();
  };

  it('prints exactly one JSON document, and otherwise the id', async () => {
    const made = await jsonOf<Record<string, unknown>>(...files(good));
    assert.deepEqual(Object.keys(made), ['wave', 'responses', 'empty']);
    assert.deepEqual([made.responses, made.empty], [24, 0]);
    const { stdout } = await runOnStore(...files(good));
    assert.match(stdout, /^[a-z0-9]{12}\n$/);
  });

  it('reads any order of columns, a BOM, CRLF, digits of any script, NA, notApplicable and quoted comments', async () => {
    const csv = [
      '\ufefft2,comment,office,t1,gender',
      '۲,"خوب، اما\r\nدیر",a,٤,F',
      'NA,,a,notApplicable,M',
      '२,,hq,5,NA',
      'notApplicable,NA,hq,3,',
      '',
    ].join('\r\n');
    const made = await jsonOf<{ wave: string; responses: number; empty: number }>(...files(csv));
    assert.deepEqual([made.responses, made.empty], [3, 1]);
    const stored = await ResponseModel.find({ wave: made.wave });
    const bytes = stored.map(({ unit, answers, demographics }) =>
      [unit, ...answers, ...demographics].join(' '),
    );
    assert.deepEqual(bytes.sort(), ['a 4 2 1', 'hq 3 255 0', 'hq 5 2 0']);
    const comments = await CommentModel.find({ wave: made.wave }).lean();
    assert.deepEqual(
      comments.map(({ unit, text: written }) => [unit, written]),
      [['a', 'خوب، اما\nدیر']],
    );
  });

  it('reads semicolons and tabs, as spreadsheets of some countries write them', async () => {
    for (const mark of [';', '\t']) {
      const { responses } = await jsonOf<{ responses: number }>(...files(good.replaceAll(',', mark)));
      assert.equal(responses, 24);
    }
  });

  it('releases the wave, warns of more responses than staff and leaves an audit entry', async () => {
    const many = `office,t1,t2\n${'a,3,4\n'.repeat(31)}${'hq,3,4\n'.repeat(12)}`;
    const { code, stdout, stderr } = await runOnStore(...files(many));
    assert.equal(code, 0);
    assert.match(stderr, /warning: office a has more responses than its headcount of 30/);
    const wave = await WaveModel.findById(stdout.trim()).lean();
    assert.equal(wave?.state, 'released');
    assert.equal(wave?.imported, true);
    assert.equal(wave?.warnings.length, 1);
  });

  it('does not release a file in which nobody has answered without being told to', async () => {
    const empty = files('office,t1,t2\na,,NA\nhq,notApplicable,\n');
    const { code, stderr, stdout } = await runOnStore(...empty);
    assert.equal(code, 0);
    assert.match(stderr, /warning: no line of the responses file has an answer.*not released/);
    assert.equal((await WaveModel.findById(stdout.trim()).lean())?.state, 'counted');
    const released = await runOnStore(...empty, '--release-empty');
    assert.equal((await WaveModel.findById(released.stdout.trim()).lean())?.state, 'released');
  });

  it('compares only with a wave that closed before this one opens', async () => {
    const from = (opens: string, closes: string) => ['--opens', opens, '--closes', closes];
    const first = (await runOnStore(...files(good), ...from('2025-05-01', '2025-05-20'))).stdout.trim();
    const compared = [...files(good), '--previous', first];
    for (const days of [from('2024-05-01', '2024-05-20'), from('2025-05-20', '2025-06-20')]) {
      const { code, stderr } = await runOnStore(...compared, ...days);
      assert.equal(code, 1);
      assert.match(stderr, /--previous: expected a wave that closed before this one opens/);
    }
    assert.equal((await runOnStore(...compared, ...from('2025-05-21', '2025-06-20'))).code, 0);
  });

  it('names every wrong cell with file, line, column and what was expected', async () => {
    const wrong = good.replace('a,F,4,2,\na,F,4,2,', 'a,F,6,2,\nnowhere,X,4,2,');
    const line = await refused(files(wrong));
    assert.match(line, /responses\.csv: line 2, column 3 \(t1\): expected 1 to 5.*found "6"/);
    assert.match(line, /line 3, column 1 \(office\): expected the code of an office/);
    assert.match(line, /line 3, column 2 \(gender\): expected F, M/);
  });

  it('counts lines inside quoted cells', async () => {
    const line = await refused(files('office,t1,t2,comment\na,4,2,"one\ntwo"\na,9,2,\n'));
    assert.match(line, /line 4, column 2 \(t1\)/);
  });

  for (const [name, csv, expected] of [
    [
      'an unknown column',
      'office,t1,t2,t9\na,1,2,3\n',
      /line 1, column 4 \(t9\): expected one of office, gender/,
    ],
    ['a missing item', 'office,t1\na,1\n', /line 1.*\(t2\): expected a column "t2", found none/],
    ['a column twice', 'office,t1,t2,t1\na,1,2,3\n', /column 4 \(t1\): expected each column once/],
    ['a short line', 'office,t1,t2\na,1\n', /line 2, column 3: expected 3 cells, found 2/],
    ['an empty file', '', /line 1, column 1: expected a header line/],
    [
      'a header and nothing below it',
      '\ufeffoffice,t1,t2\r\n\r\n',
      /line 2, column 1: expected at least one line of answers, found only the header line/,
    ],
    [
      'an open quote',
      `office,t1,t2\na,1,2\na,"1,2\n${'a,1,2\n'.repeat(9)}`,
      /line 3, column 2: expected CSV, found a quote that nothing closes$/,
    ],
    ['a decimal answer', 'office,t1,t2\na,1.5,2\n', /line 2, column 2 \(t1\): expected 1 to 5.*"1\.5"/],
    ['an answer of nought', 'office,t1,t2\na,0,2\n', /line 2, column 2 \(t1\)/],
  ] as const) {
    it(`refuses ${name}`, async () => {
      assert.match(await refused(files(csv)), expected);
    });
  }

  it('refuses what is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('office,t1,t2\na,1,2\n'), Buffer.from([0x61, 0xff, 0x0a])]);
    assert.match(await refused(files(bytes)), /line 3, column 1: expected UTF-8 text/);
  });

  it('stops naming errors at a limit', async () => {
    const line = await refused(files(`office,t1,t2\n${'x,9,9\n'.repeat(50)}`));
    assert.match(line, /and more$/);
  });

  it('refuses several roots, a wrong instrument, wrong offices, options and files that are not there', async () => {
    const roots = offices.replace(',hq,30', ',,30');
    assert.match(
      await refused(files(good, { offices: roots })),
      /offices\.csv: line 3, column \d+ \(parent\): expected one root, found 2 \(hq, a\)/,
    );
    assert.match(
      await refused(files(good, { instrument: '{"id": 3}' })),
      /instrument\.json: line 1, column \d+ \(id\): /,
    );
    assert.match(
      await refused(files(good, { offices: offices.replace('governorate', 'village') })),
      /offices\.csv: line 3, column 2 \(level\)/,
    );
    assert.match(
      await refused([...files(good), '--minimum', '3']),
      /--minimum: expected a whole number from 5/,
    );
    assert.match(
      await refused([...files(good), '--minimum', 'few']),
      /--minimum: expected a whole number from 5, found "few"/,
    );
    for (const opens of ['soon', '2026-02-31'])
      assert.match(await refused([...files(good), '--opens', opens]), /--opens: expected an ISO 8601 date/);
    assert.match(
      await refused([...files(good), '--previous', 'none']),
      /--previous: expected the id of a counted/,
    );
    assert.match(
      await refused([...files(good), '--responses', join(folder, 'no.csv')]),
      /no\.csv: expected a file, found none/,
    );
    assert.match(await refused(['wave', 'import', '--title', 'x']), /required option '--instrument <file>'/);
  });
});
