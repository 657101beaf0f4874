/** Five and six levels that an administrator has named: reports, comparison, exports, interface for programs and plans speak by them at any depth. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { load } from 'cheerio';
import readWorkbook from 'read-excel-file/node';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { kitFile } from '../../server/kit/officeDocuments.ts';
import { readOffice } from '../../server/kit/officeReading.ts';
import { shippedLevels } from '../../server/offices/levels/level.ts';
import { LevelsModel } from '../../server/offices/levels/loadLevels.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { officeTree } from '../../server/offices/officeTree.ts';
import { renderPdf } from '../../server/pdf/renderPdf.ts';
import { branchOf } from '../../server/plans/planTotals.ts';
import type { Wave } from '../../server/waves/wave.ts';
import type { SmallOffice } from '../reports/smallWave.ts';
import { pdfPages } from '../support/pdf.ts';
import { people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { assertReads, sheets, storedWave } from './storedWave.ts';

const own = (id: string, fa: string, plural: string) => ({
  ...{ id, isRetired: false },
  title: { fa, en: '', azb: '' },
  plural: { fa: plural, en: `The ${id}s`, azb: '' },
});
const levels = [
  ...shippedLevels.slice(0, 3),
  own('county', 'شهر', 'شهرها'),
  own('village', 'دهستان', 'دهستان‌ها'),
  own('post', 'پاسگاه', 'پاسگاه‌ها'),
];
const ids = levels.map(({ id }) => id);

/** Two branches, each an office of every level below the one before: six deep. */
const offices: Record<string, SmallOffice> = {
  root: { level: 'province', headcount: 40, answers: sheets(30, 0) },
};
for (const branch of ['a', 'b'])
  for (const [depth, level] of ids.entries())
    if (depth > 0)
      offices[`${branch}.${level}`] = {
        level,
        parent: depth === 1 ? 'root' : `${branch}.${ids[depth - 1]}`,
        headcount: 30 + depth,
        answers: sheets(20 + depth, depth + (branch === 'a' ? 0 : 2)),
      };

describe('levels to six deep', function () {
  this.timeout(60_000);
  useDatabase({ emptyEach: false });
  let app: Awaited<ReturnType<typeof testApp>>['app'];
  let wave: Wave;
  before(async () => {
    ({ app } = await testApp());
    await LevelsModel.create({ _id: 'levels', revision: 1, levels });
    wave = await storedWave({ offices });
    await OfficeModel.insertMany(
      Object.entries(offices).map(([code, { level, parent = null }], at) => {
        const office = { _id: code, level: String(level), parent, nameFa: code, nameEn: code };
        return { ...office, latitude: 37 + at / 10, longitude: 46 + (at % 3) / 2 };
      }),
    );
  });

  it('are read on every report, down to the lowest, and by a manager who is placed on the fourth', async () => {
    const analyst = await signInAs(app, people.analyst);
    for (const code of ['root', 'a.governorate', 'a.county', 'a.village?scope=own', 'b.post'])
      for (const lang of ['fa', 'en'] as const) {
        const address = `/desk/reports/wave/${code}${code.includes('?') ? '&' : '?'}lang=${lang}`;
        assertReads((await analyst.get(address).redirects(1).expect(200)).text, lang);
      }
    const root = load((await analyst.get('/desk/reports/wave/root?lang=en').redirects(1)).text);
    for (const named of ['Governorates', 'District offices', 'The countys', 'The villages', 'The posts'])
      assert.ok(root('main').text().includes(named), named);
    const grants = [{ office: 'a.county', from: null, to: null }];
    const manager = await signInAs(app, { ...people.manager, grants });
    for (const code of ['a.county', 'a.village', 'a.post'])
      await manager.get(`/desk/reports/wave/${code}`).expect(200);
    for (const code of ['root', 'a.district', 'b.county', 'b.post'])
      await manager.get(`/desk/reports/wave/${code}`).expect(403);
  });

  it('narrow the comparison to the offices of one level, by links that keep the rest', async () => {
    const analyst = await signInAs(app, people.analyst);
    const listed = async (query: string) => {
      const page = load((await analyst.get(`/desk/reports/wave/comparison${query}`).expect(200)).text);
      return {
        page,
        codes: page('.comparison tbody th a')
          .toArray()
          .map((link) => page(link).text())
          .sort(),
      };
    };
    const whole = await listed('?order=tree');
    const links = whole.page('nav a, .switches a').toArray();
    const link = links.find((one) => whole.page(one).text() === 'دهستان‌ها');
    const address = String(whole.page(link).attr('href'));
    assert.match(address, /order=tree.*level=village/);
    const some = await listed(address.slice(address.indexOf('?')));
    assert.deepEqual([...new Set(some.codes)], ['a.village', 'b.village']);
    assert.deepEqual((await listed('?level=nothing')).codes, (await listed('')).codes);
  });

  it('stand in the table of the comparison', async () => {
    const analyst = await signInAs(app, people.analyst);
    await analyst.get('/desk/reports?lang=fa');
    const { body } = await analyst
      .get('/desk/reports/wave/comparison/table.xlsx')
      .buffer(true)
      .parse((res, done) => void buffer(res as never).then((bytes) => done(null, bytes)))
      .expect(200);
    const text = JSON.stringify(await readWorkbook(body));
    for (const { title } of levels) assert.ok(text.includes(title.fa), title.fa);
  });

  it('open on the map step by step, down to the lowest, each step with the way back', async () => {
    const analyst = await signInAs(app, people.analyst);
    const at = async (code: string, lang: 'fa' | 'en') => {
      const address = `/desk/reports/wave/comparison?lang=${lang}&at=${code}`;
      const { text } = await analyst.get(address).redirects(1).expect(200);
      assertReads(text, lang);
      const $ = load(text);
      const names = (places: string) =>
        $(places)
          .toArray()
          .map((one) => $(one).text().trim());
      const links = $('.map-chosen ~ .map-level th a:last-child')
        .toArray()
        .map((tile) => String($(tile).attr('href')));
      return { title: names('#map-chosen h3'), line: names('#map-chosen .crumb a'), links };
    };
    const branch = ids.slice(1).map((id) => `a.${id}`);
    for (const [depth, code] of branch.entries()) {
      const { title, line, links } = await at(code, depth % 2 === 0 ? 'fa' : 'en');
      assert.deepEqual(title, [code]);
      assert.deepEqual(line, branch.slice(0, depth));
      const next = branch[depth + 1];
      assert.equal(links.length, next ? 1 : 0, code);
      // One alone needs no map: its row opens what is below it; the lowest has nothing and leads to its report.
      if (next)
        assert.match(links[0]!, depth === 3 ? /\/a\.post\?scope=own/ : new RegExp(`at=${next}.*#map-chosen`));
    }
  });

  it('have their documents at any depth', async () => {
    const reader = readerOfLanguage('fa');
    for (const office of ['root', 'a.county', 'a.post']) {
      const reading = await readOffice(
        wave,
        { office, baseUrl: 'https://survey.example.ir', mayRead: () => true },
        reader,
      );
      const pages = await pdfPages(await kitFile('summary.pdf', reading!, reader, renderPdf));
      assert.equal(pages.length, 1, office);
      assert.ok(pages[0]!.latin.includes(office), office);
    }
  });

  it('belong to the branch right below the highest office in the totals of plans', () => {
    const tree = officeTree(
      Object.entries(offices).map(([code, { parent = null }]) => ({ code, parent })),
    ) as never;
    assert.deepEqual(
      ['root', 'a.governorate', 'a.post', 'b.county'].map((code) => branchOf(tree, code)),
      ['root', 'a.governorate', 'a.governorate', 'b.governorate'],
    );
  });
});
