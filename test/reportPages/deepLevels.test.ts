/** Five and six levels that an administrator has named: reports, comparison, exports, interface for programs and plans speak by them at any depth. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { load } from 'cheerio';
import readWorkbook from 'read-excel-file/node';
import { shippedLevels } from '../../server/offices/levels/level.ts';
import { LevelsModel } from '../../server/offices/levels/loadLevels.ts';
import { officeTree } from '../../server/offices/officeTree.ts';
import { branchOf } from '../../server/plans/planTotals.ts';
import type { SmallOffice } from '../reports/smallWave.ts';
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
  before(async () => {
    ({ app } = await testApp());
    await LevelsModel.create({ _id: 'levels', revision: 1, levels });
    await storedWave({ offices });
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
    const text = JSON.stringify(await readWorkbook(body as Buffer));
    for (const { title } of levels) assert.ok(text.includes(title.fa), title.fa);
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
