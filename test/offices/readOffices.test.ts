/** Reading offices files: both forms, every script of digits, and all errors at once by line and column. */
import assert from 'node:assert/strict';
import { OfficeFileError } from '../../server/offices/officeFile.ts';
import { type KnownOffice, readOffices as readFile } from '../../server/offices/readOffices.ts';

const readOffices = async (text: string | Buffer, name: string, stored: KnownOffice[] = []) =>
  (await readFile(Buffer.from(text), name, stored)).offices;

const csv = (...lines: string[]) => ['code,level,nameFa,nameEn,parent,headcount', ...lines].join('\n');

async function problemsOf(text: string | Buffer, name = 'offices.csv', stored: KnownOffice[] = []) {
  try {
    await readOffices(text, name, stored);
  } catch (error) {
    assert.ok(error instanceof OfficeFileError, String(error));
    return error.problems.map(({ line, column, field, message }) => [line, column, field, message]);
  }
  assert.fail('no error');
}

describe('reading an offices file', () => {
  it('reads CSV with a BOM, Persian digits and Arabic letters', async () => {
    const text = `\ufeff${csv('p,province,استان,Province,,۴۰۰', 'g,governorate,فرمانداري اهر,,p,١١٢', '')}`;
    const [province, governorate] = await readOffices(text, 'offices.csv');
    assert.equal(province?.headcount, 400);
    assert.equal(province?.parent, null);
    assert.equal(governorate?.nameFa, 'فرمانداری اهر');
    assert.equal(governorate?.nameEn, undefined);
    assert.equal(governorate?.headcount, 112);
  });

  it('names a line that was cut off before a column it needs, and takes empty cells left out at its end', async () => {
    assert.deepEqual(await problemsOf(csv('p,province,استان', 'g,governorate,اهر,Ahar,p,3,4')), [
      [2, 4, '', 'offices:file.cellsMissing'],
      [3, 7, '', 'offices:file.cells'],
    ]);
    assert.equal((await readOffices(csv('p,province,استان,Province,'), 'offices.csv')).length, 1);
  });

  it('reads semicolons, as spreadsheets of some countries write them', async () => {
    const [office] = await readOffices('code;level;nameFa;parent\np;province;استان;', 'offices.csv');
    assert.equal(office?.code, 'p');
  });

  it('reads JSON with an offices array and a bare array alike', async () => {
    const offices = [{ code: 'p', level: 'province', nameFa: 'استان', parent: null, unitNameFa: 'x' }];
    const inObject = await readOffices(JSON.stringify({ offices }), 'a.json');
    assert.deepEqual(inObject, await readOffices(JSON.stringify(offices), 'a.json'));
  });

  it('turns Jalali days, months and years into the days they begin and end on', async () => {
    const office = { code: 'p', level: 'province', nameFa: 'استان', parent: null };
    const text = JSON.stringify([{ ...office, validFrom: '1397', validTo: '1403-02' }]);
    const [read] = await readOffices(text, 'a.json');
    assert.equal(read?.validFrom, '2018-03-21');
    assert.equal(read?.validTo, '2024-05-20');
  });

  it('names every error of a CSV at once with line and cell', async () => {
    const text = csv('p,province,استان,,,many', 'g,county,,,nowhere,12', 'q,district,بخش,,p,1');
    assert.deepEqual(await problemsOf(text), [
      [2, 6, 'headcount', 'offices:file.headcount'],
      [3, 2, 'level', 'offices:file.level'],
      [3, 3, 'nameFa', 'offices:file.nameFa'],
    ]);
    assert.deepEqual(
      await problemsOf(csv('p,province,استان,,,1', 'p,district,بخش,,p,1', 'd,district,بخش,,q,')),
      [
        [3, 1, 'code', 'offices:file.codeTwice'],
        [4, 5, 'parent', 'offices:file.parent'],
      ],
    );
  });

  it('reads places in degrees, of both formats, and refuses half a place and one that is nowhere', async () => {
    const text = (...lines: string[]) => ['code,level,nameFa,parent,latitude,longitude', ...lines].join('\n');
    const [p, q] = await readOffices(text('p,province,استان,,۳۸٫۰۸,46.29', 'q,province,دیگر,,,'), 'a.csv');
    assert.deepEqual([p?.latitude, p?.longitude, q?.latitude], [38.08, 46.29, undefined]);
    const office = { code: 'p', level: 'province', nameFa: 'استان', parent: null };
    const [none] = await readOffices(
      JSON.stringify([{ ...office, latitude: null, longitude: null }]),
      'a.json',
    );
    assert.equal(none?.latitude, null);
    const wrong = ['p,province,استان,,38,', 'q,province,استان,,91,46', 'r,province,استان,,38,شرق'];
    assert.deepEqual(await problemsOf(text(...wrong)), [
      [2, 5, 'latitude', 'offices:file.place'],
      [3, 5, 'latitude', 'offices:file.latitude'],
      [4, 6, 'longitude', 'offices:file.longitude'],
    ]);
  });

  it('names every error of JSON with line and column', async () => {
    const text =
      '{ "offices": [\n  { "code": "p", "level": "planet", "nameFa": "استان", "parent": null },\n  { "code": "a b", "level": "district", "nameFa": 3, "parent": "p" }\n] }';
    assert.deepEqual(await problemsOf(text, 'a.json'), [
      [2, 27, 'level', 'offices:file.level'],
      [3, 13, 'code', 'offices:file.code'],
      [3, 51, 'nameFa', 'offices:file.nameFa'],
    ]);
  });

  it('names the place where JSON breaks off and what was expected', async () => {
    assert.deepEqual(await problemsOf('[\n {"code": "p" "level"}]', 'a.json'), [
      [2, 15, '', 'errors:json.CommaExpected'],
    ]);
    await assert.rejects(readOffices('[1,', 'a.json'), /a\.json: line 1, column 4: a value is needed/);
  });

  it('refuses a circle through what is stored, and finds parents there', async () => {
    const stored = [
      { code: 'p', parent: null, level: 'province' as const, nameFa: 'استان' },
      { code: 'g', parent: 'p', level: 'governorate' as const, nameFa: 'شهرستان' },
    ];
    assert.equal((await readOffices(csv('d,district,بخش,,g,'), 'x.csv', stored)).length, 1);
    assert.deepEqual(await problemsOf(csv('p,province,استان,,g,'), 'x.csv', stored), [
      [2, 5, 'parent', 'offices:file.circle'],
    ]);
  });

  it('refuses an unknown column instead of losing it', async () => {
    assert.deepEqual(await problemsOf('code,level,nameFa,parent,hedcount\n'), [
      [1, 5, 'hedcount', 'offices:file.unknownColumn'],
    ]);
  });

  it('refuses a file without offices', async () => {
    assert.deepEqual(await problemsOf(csv()), [[1, 1, '', 'offices:file.empty']]);
    assert.deepEqual(await problemsOf('{"office": []}', 'a.json'), [[1, 1, 'offices', 'offices:file.array']]);
  });
});
