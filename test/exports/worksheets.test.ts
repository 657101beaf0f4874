/** What the spreadsheets of reports, comparison and open data hold: words where reports hide numbers, the rows of the CSV file. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { openDataFiles } from '../../server/exports/openDataFiles.ts';
import { openDataWorksheets } from '../../server/exports/openDataWorksheets.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { workbook } from '../../server/tables/xlsx/workbook.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { storedCultureWave } from '../cli/cultureWave.ts';
import { sheets, storedWave } from '../reportPages/storedWave.ts';
import { people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

type Row = (string | number | null)[];

describe('spreadsheets of reports', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  before(async () => {
    test = await testApp();
    await storedWave({ id: 'small' });
  });

  async function download(path: string): Promise<{ sheet: string; data: Row[] }[]> {
    const analyst = await signInAs(test.app, people.analyst);
    const { body, headers } = await analyst
      .get(path)
      .buffer(true)
      .parse((res, done) => void buffer(res as never).then((bytes) => done(null, bytes)))
      .expect(200);
    assert.match(headers['content-type'] ?? '', /spreadsheetml\.sheet/);
    return (await readWorkbook(body as Buffer)) as never;
  }

  it('say in words what the reports hide, and leave no gap for it', async () => {
    const [scores] = await download('/desk/waves/small/open-data/reports.xlsx');
    const head = scores!.data[0]!;
    const column = (name: string) => head.indexOf(name);
    assert.deepEqual(head.slice(0, 3), ['واحد', 'کد واحد', 'دامنه']);
    const hidden = scores!.data.filter((row) => row.at(-1) === 'تعداد پاسخ کمتر از حد نصاب');
    assert.ok(hidden.length > 0);
    for (const row of hidden) {
      assert.equal(row[column('نمره (۰ تا ۱۰۰)')], 'نمایش داده نمی‌شود');
      assert.ok(row.every((cell) => typeof cell === 'string'));
    }
    const shown = scores!.data.filter((row) => typeof row[column('انحراف معیار')] === 'number');
    assert.ok(shown.length > 0);
  });

  it('give the rounded score of few people as a whole number and say so', async () => {
    const few = sheets(7, 1);
    const offices = { root: { headcount: 60, answers: sheets(40, 0) }, a: few, b: few, c: few, d: few };
    const small = Object.fromEntries(
      Object.entries(offices).map(([code, given]) => [
        code,
        Array.isArray(given) ? { parent: 'root', headcount: 12, answers: given } : given,
      ]),
    );
    await storedWave({ id: 'rounded', offices: small });
    const [scores] = await download('/desk/waves/rounded/open-data/reports.xlsx');
    const [mean, sd] = ['نمره (۰ تا ۱۰۰)', 'انحراف معیار'].map((name) => scores!.data[0]!.indexOf(name));
    const rounded = scores!.data.filter((row) => row[sd!] === 'پاسخ کم');
    assert.ok(rounded.length > 0);
    for (const row of rounded) assert.ok(Number.isInteger(row[mean!]));
  });

  it('of one report hold that report alone', async () => {
    const [scores] = await download('/desk/reports/small/south/table.xlsx?scope=own');
    assert.deepEqual([...new Set(scores!.data.slice(1).map((row) => row[1]))], ['south']);
  });

  it('of the comparison have a sheet an instrument and a row an office', async () => {
    const found = await download('/desk/reports/small/comparison/table.xlsx');
    assert.equal(found.length, 1);
    const codes = found[0]!.data.slice(1).map((row) => row[1]);
    assert.ok(codes.includes('root') && codes.includes('south.joined'));
    for (const row of found[0]!.data) assert.ok(row.every((cell) => cell !== null));
  });

  it('hold nothing of the wave before from whoever may not read it, and neither does the page of the comparison', async () => {
    const offices = Object.fromEntries(['root', 'a', 'b'].map((code) => [code, withParent(code)]));
    await storedWave({ id: 'before', offices });
    await storedWave({ id: 'after', offices, wave: { previous: 'before' } });
    const analyst = await signInAs(test.app, people.analyst);
    const told = async () => {
      const files = ['reports/after/root/table', 'waves/after/open-data/reports'];
      const sheets = [];
      for (const file of files) sheets.push(...(await download(`/desk/${file}.xlsx`)));
      const differences = sheets.map(({ data: [head, ...rows] }) => {
        const columns = head!.flatMap((name, at) => (/دورهٔ قبل/.test(String(name)) ? [at] : []));
        assert.ok(columns.length > 0, `${head}`);
        return rows.flatMap((row) => columns.map((at) => row[at])).filter((cell) => typeof cell === 'number')
          .length;
      });
      const { text: csv } = await analyst.get('/desk/waves/after/open-data/reports.csv').expect(200);
      const [head, ...lines] = csv
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
      const at = head!.indexOf('versusPrevious');
      const { text: page } = await analyst.get('/desk/reports/after/comparison').expect(200);
      return {
        differences: differences.map((count) => count > 0),
        csv: lines.some((line) => /^-?\d/.test(line[at] ?? '')),
        movement: /واحد آزموده/.test(page),
      };
    };
    assert.deepEqual(await told(), { differences: [true, true], csv: true, movement: true });
    await WaveModel.updateOne({ _id: 'before' }, { $set: { state: 'counted' } });
    assert.deepEqual(await told(), { differences: [false, false], csv: false, movement: false });
  });

  it('are for those who may open the page, and only after the release', async () => {
    const administrator = await signInAs(test.app, people.administrator);
    await administrator.get('/desk/reports/small/comparison/table.xlsx').expect(403);
    const analyst = await signInAs(test.app, people.analyst);
    await analyst.get('/desk/reports/small/nowhere/table.xlsx').expect(404);
    await WaveModel.updateOne({ _id: 'small' }, { $set: { state: 'counted' } });
    for (const path of ['comparison/table.xlsx', 'south/table.xlsx'])
      await analyst.get(`/desk/reports/small/${path}`).expect(404);
    await WaveModel.updateOne({ _id: 'small' }, { $set: { state: 'released' } });
  });
});

/** Forty people with the same answers in both waves. */
const withParent = (code: string) => ({
  ...(code === 'root' ? {} : { parent: 'root' }),
  headcount: 60,
  answers: sheets(40, 0),
});

describe('the spreadsheet of open data', () => {
  useDatabase({ emptyEach: false });

  it('holds the rows of the CSV file in its order, with words for codes, and a codebook of every column', async function () {
    this.timeout(120_000);
    const id = await storedCultureWave();
    const wave = await WaveModel.findById(id).orFail().lean();
    const files = await openDataFiles(wave);
    let csv = '';
    for await (const piece of files.pieces()) csv += piece;
    const [head, ...rows] = parse(csv, { bom: true }) as string[][];
    const made = workbook(openDataWorksheets(wave, files, readerOfLanguage('fa')), true);
    const [data, codebook, about] = await readWorkbook(await buffer(made));
    const demographics = head!.filter((name) =>
      wave.instruments[0]!.demographics.some(({ id }) => id === name),
    );
    const firstItem = 1 + demographics.length;
    assert.equal(data!.data.length, rows.length + 1);
    assert.deepEqual(
      data!.data[0]!.slice(1).map((title) => /\[(\w+)\]$/.exec(String(title))?.[1]),
      head,
    );
    for (const [at, row] of rows.entries()) {
      const cells = data!.data[at + 1]!;
      assert.equal(cells[1], row[0]);
      const answers = cells
        .slice(firstItem + 1)
        .map((cell) => (cell === 'موردی ندارد' ? 'notApplicable' : String(cell ?? '')));
      assert.deepEqual(answers, row.slice(firstItem));
      for (let d = 0; d < demographics.length; d += 1) assert.equal(cells[2 + d] === null, row[1 + d] === '');
    }
    const described = new Set(codebook!.data.slice(1).map(([name]) => name));
    assert.deepEqual([...described], head);
    assert.ok(about!.data.some((row) => row[1] === files.sha256));
  });
});
