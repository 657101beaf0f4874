/** Answers of other programs, from the file to the wave: the same as `wave import` makes of a responses file, and nothing guessed. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { claimFile } from '../../server/imports/foreign/heldFile.ts';
import { startImport } from '../../server/imports/foreign/importJob.ts';
import type { MappedForeign } from '../../server/imports/foreign/mapForeign.ts';
import type { Step } from '../../server/imports/foreign/step.ts';
import { importWave } from '../../server/imports/importWave.ts';
import { StoredInstrumentModel } from '../../server/instruments/storedInstrument.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { csvLines } from '../../server/tables/csv.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { smallInstrument } from '../instruments/smallInstrument.ts';
import { fixedClock } from '../support/fixedClock.ts';
import { workbook } from '../support/makeWorkbook.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { formFields } from '../workshop/supportWorkshop.ts';

const instrument = smallInstrument();
const labels = ['یک', 'دو', 'سه', 'چهار', 'پنج'];
const items = instrument.dimensions.flatMap((dimension) => dimension.items);
const offices = ['12', '12-1'];
/** By row: office, gender, grade, five answers (6 is «does not apply»), a comment. */
const people24 = Array.from({ length: 24 }, (_, row) => ({
  office: row % 3 ? '12' : '12-1',
  gender: row % 2 ? 'female' : 'male',
  grade: row % 5 ? 'other' : '',
  answers: items.map((_item, at) => ((row + at) % 6) + 1),
  comment: row === 4 ? 'پارکینگ کم است؛ «لطفاً» درست کنید' : '',
}));
const ids = ['office', 'gender', 'grade', ...items.map(({ id }) => id), 'comment'];
const canonical = csvLines([
  ids,
  ...people24.map((one) => [
    one.office,
    one.gender,
    one.grade,
    ...one.answers.map((answer) => (answer === 6 ? 'notApplicable' : String(answer))),
    one.comment,
  ]),
]);

/** The same as Google Forms and Porsline write it: texts, words, Arabic letters, columns of their own. */
const foreignRows = [
  ['Timestamp', 'Email', 'محل خدمت', 'gender', 'رده', ...items.map(({ text }) => `${text.fa}.`), 'نظر'],
  ...people24.map((one, row) => [
    `2026/11/${row + 1}`,
    `a${row}@example.ir`,
    one.office === '12' ? 'استان' : 'اداره يك',
    one.gender === 'female' ? 'زن' : 'مرد',
    one.grade,
    ...one.answers.map((answer) => (answer === 6 ? 'موردي ندارد' : labels[answer - 1]!)),
    one.comment,
  ]),
];

describe('answers of other programs', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let agent: Agent;

  before(async () => {
    test = await testApp();
    agent = await signInAs(test.app, people.administrator);
    await StoredInstrumentModel.create({ _id: 'small@1', instrument });
    await OfficeModel.create(
      { _id: '12', level: 'province', nameFa: 'استان', headcount: 40 },
      { _id: '12-1', level: 'governorate', nameFa: 'ادارهٔ یک', parent: '12', headcount: 20 },
    );
  });

  const upload = async (bytes: Buffer, name = 'answers.xlsx') => {
    const page = await agent.get('/desk/imports').expect(200);
    return agent
      .post('/desk/imports/columns')
      .field('_csrf', csrfOf(page.text))
      .field('instruments', 'small@1')
      .field('root', '12')
      .attach('file', bytes, name);
  };
  const next = (html: string, step: string, fields: Record<string, string> = {}) =>
    agent
      .post(`/desk/imports${step}`)
      .type('form')
      .send({ ...formFields(html, `form[action^="/desk/imports"]`), ...fields });
  const typed = (html: string, heading: string) => {
    const $ = load(html);
    const label = $('.mapping label').filter((_, one) => $(one).find('bdi').text() === heading);
    const field = label.attr('for') ?? assert.fail(`no column ${heading}`);
    return { field: $(`#${field}`).attr('name')!, value: $(`#${field}`).val() };
  };
  /** The label page with what the program could not know chosen. */
  const chosen = (html: string) => ({
    [typed(html, 'زن').field]: 'female',
    [typed(html, 'مرد').field]: 'male',
  });

  it('makes the wave that `wave import` makes of the same answers, and remembers the mapping', async () => {
    const columns = await upload(workbook(foreignRows));
    assert.equal(columns.status, 200, columns.text);
    assert.equal(typed(columns.text, 'محل خدمت').value, 'office');
    assert.equal(typed(columns.text, `${items[3]!.text.fa}.`).value, items[3]!.id);
    assert.equal(typed(columns.text, 'Timestamp').value, '');
    assert.equal(typed(columns.text, 'رده').value, '');
    const unmapped = await next(columns.text, '/labels', { [typed(columns.text, 'رده').field]: 'grade' });
    assert.equal(unmapped.status, 200, unmapped.text);
    assert.equal(typed(unmapped.text, 'موردي ندارد').value, 'notApplicable');
    assert.equal(typed(unmapped.text, 'زن').value, '');
    const refused = await next(unmapped.text, '/check');
    assert.equal(refused.status, 422);
    assert.equal(load(refused.text)('.mapping .wrong').length, 2);
    const check = await next(refused.text, '/check', chosen(refused.text));
    assert.equal(check.status, 200, check.text);
    assert.doesNotMatch(check.text, /a3@example/);
    const untitled = await next(check.text, '');
    assert.equal(untitled.status, 422);
    const made = await next(untitled.text, '', {
      title: 'از فرم',
      opens: '۱۴۰۵/۰۸/۰۱',
      closes: '1405/08/30',
    });
    assert.equal(made.status, 303, made.text);
    const id = String(made.headers.location).split('/').at(-1)!;
    const begun = await WaveModel.findById(id, { job: 1 }).lean();
    assert.equal(begun?.job?.kind, 'import', 'the request does not wait for the import');
    await waveJobsFinished();
    const wave = await WaveModel.findById(id).lean();
    assert.deepEqual([wave?.state, wave?.imported, wave?.title], ['released', true, 'از فرم']);
    const again = await next(untitled.text, '', { title: 'دو بار' });
    assert.equal(again.status, 409);
    const premature = await agent
      .post(`/desk/imports/${id}/removal`)
      .type('form')
      .send({ _csrf: csrfOf(untitled.text) });
    assert.equal(premature.status, 409, 'what was imported is not taken away');

    const other = await importWave({
      title: 'همان',
      instruments: [instrument],
      offices: offices.map((code, at) => ({
        code,
        level: at ? ('governorate' as const) : ('province' as const),
        nameFa: at ? 'ادارهٔ یک' : 'استان',
        parent: at ? '12' : null,
        headcount: at ? 20 : 40,
      })),
      officesFile: 'offices.csv',
      responsesFile: 'responses.csv',
      responses: Buffer.from(canonical),
      opensAt: null,
      closesAt: null,
      minimum: 5,
      previous: null,
      clock: fixedClock(),
    });
    const tallies = async (of: string) =>
      (await TallyModel.find({ wave: of }).sort({ _id: 1 }).lean()).map(({ _id, wave: _, ...rest }) => rest);
    assert.deepEqual(await tallies(id), await tallies(other.wave));
    assert.equal((await CommentModel.find({ wave: id }).lean())[0]?.text, people24[4]!.comment);

    const second = await upload(workbook(foreignRows));
    assert.equal(typed(second.text, 'رده').value, 'grade');
    const known = await next(second.text, '/labels');
    assert.equal(typed(known.text, 'زن').value, 'female');
  });

  it('leaves nothing of an import that fails but its reason, and gives the file back', async () => {
    await upload(workbook(foreignRows));
    const [held = ''] = readdirSync(join(test.config.dataDir, 'held-answers'));
    const file = { id: held, key: '' };
    assert.ok(claimFile(file, test.config.dataDir));
    const offices = [{ code: '12', level: 'province' as const, nameFa: 'استان', parent: null }];
    const step = { versions: [instrument], offices, file, fileName: 'a.csv' } as unknown as Step;
    const mapped = { csv: 'office,a1\n12,9\n', rows: 1 } as MappedForeign;
    const fields = { title: 'ناتمام', opens: null, closes: null, minimum: 5, previous: '' };
    const mapping = { columns: [], labels: new Map(), office: '' };
    const context = { actor: people.administrator.username, now: test.clock.now() };
    const id = await startImport({ step, mapped, mapping, fields }, context, test);
    await waveJobsFinished();
    assert.ok((await WaveModel.findById(id).lean())?.job?.error);
    assert.ok(readdirSync(join(test.config.dataDir, 'held-answers')).includes(held));
    const page = await agent.get(`/desk/waves/${id}`).expect(200);
    const removed = await agent
      .post(load(page.text)('form[action$="/removal"]').attr('action')!)
      .type('form')
      .send({ _csrf: csrfOf(page.text) });
    assert.equal(removed.status, 303);
    assert.equal(await WaveModel.countDocuments({ _id: id }), 0);
    assert.equal(await TallyModel.countDocuments({ wave: id }), 0);
  });

  it('keeps the file encrypted, without its key, and only while it is needed', async () => {
    const bytes = Buffer.from(csvLines(foreignRows));
    await upload(bytes, 'answers.csv');
    const folder = join(test.config.dataDir, 'held-answers');
    const held = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    assert.ok(held.length > 0);
    for (const file of held) assert.equal(file.includes(Buffer.from('example.ir')), false);
    test.clock.advanceHours(3);
    const page = await upload(bytes, 'answers.csv');
    assert.equal(page.status, 200);
    assert.equal(readdirSync(folder).length, 1);
  });

  it('asks for what is missing, twice or unknown, and names a row without an office', async () => {
    const rows = foreignRows.map((row) => row.slice(2, -2));
    rows[3]![0] = '';
    const columns = await upload(Buffer.from(csvLines(rows)), 'a.csv');
    const last = typed(columns.text, `${items[3]!.text.fa}.`).field;
    const first = typed(columns.text, `${items[0]!.text.fa}.`).field;
    const lost = await next(columns.text, '/labels');
    assert.equal(lost.status, 422);
    assert.match(load(lost.text)('.error-summary').text(), /پرسیده نشده/);
    const twice = await next(columns.text, '/labels', { [last]: 'a1', missing: 'yes', [first]: 'a1' });
    assert.equal(load(twice.text)('.mapping .wrong').length, 1);
    const unknown = await next(columns.text, '/labels', { [last]: 'nothing', missing: 'yes' });
    assert.equal(load(unknown.text)('.mapping .wrong').length, 1);
    const accepted = await next(columns.text, '/labels', { missing: 'yes' });
    assert.equal(accepted.status, 200, accepted.text);
    const check = await next(accepted.text, '/check', chosen(accepted.text));
    assert.equal(check.status, 422);
    assert.match(load(check.text)('.error-summary').text(), /سطر ۴/);
    const refused = await next(accepted.text, '', { ...chosen(accepted.text), title: 'بدون واحد' });
    assert.equal(refused.status, 422);
    assert.equal(await WaveModel.countDocuments({ title: 'بدون واحد' }), 0);
  });

  it('says what cannot be read, and what is not chosen', async () => {
    const damaged = await upload(Buffer.from('PK\u0003\u0004 no workbook'));
    assert.equal(damaged.status, 422);
    const page = await agent.get('/desk/imports');
    const empty = await agent.post('/desk/imports/columns').field('_csrf', csrfOf(page.text));
    assert.equal(empty.status, 422);
    assert.equal(load(empty.text)('.error-summary li').length, 3);
  });
});
