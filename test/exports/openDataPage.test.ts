/** The open data page and its downloads: who gets them, and that all are the same file. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { WaveModel } from '../../server/waves/wave.ts';
import { storedCultureWave } from '../cli/cultureWave.ts';
import { people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const downloads = ['data.xlsx', 'data.csv', 'codebook.json', 'reports.xlsx', 'reports.csv'];

describe('the open data page', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let page: string;
  let id: string;

  before(async function () {
    this.timeout(120_000);
    test = await testApp();
    id = await storedCultureWave();
    page = `/desk/waves/${id}/open-data`;
  });

  it('is in Persian, with checksum and five downloads', async () => {
    const analyst = await signInAs(test.app, people.analyst);
    const { text } = await analyst.get(page).expect(200);
    const $ = load(text);
    assert.equal($('html').attr('dir'), 'rtl');
    assert.match($('code').text(), /^[0-9a-f]{64}$/);
    const links = $('a[download]')
      .map((_, a) => $(a).attr('href'))
      .get();
    assert.deepEqual(
      links,
      downloads.map((name) => `${page}/${name}`),
    );
  });

  it('sends the file that its checksum is of, the same to everyone', async () => {
    const analyst = await signInAs(test.app, people.analyst);
    const sha256 = load((await analyst.get(page)).text)('code').text();
    for (let time = 0; time < 2; time += 1) {
      const { text, headers } = await analyst.get(`${page}/data.csv`).expect(200);
      assert.match(headers['content-type'] ?? '', /^text\/csv; charset=utf-8/i);
      assert.equal(createHash('sha256').update(text).digest('hex'), sha256);
    }
    const { body } = await analyst.get(`${page}/codebook.json`).expect(200);
    assert.equal(body.file.sha256, sha256);
    const tables = await analyst.get(`${page}/reports.csv`).expect(200);
    assert.ok(tables.text.startsWith('\uFEFFwave,office,'));
  });

  for (const role of ['administrator', 'manager', 'auditor'] as const) {
    it(`is closed to the ${role}`, async () => {
      const other = await signInAs(test.app, people[role]);
      for (const path of [page, ...downloads.map((name) => `${page}/${name}`)]) {
        await other.get(path).expect(403);
      }
    });
  }

  it('answers 404 for an unknown wave', async () => {
    const analyst = await signInAs(test.app, people.analyst);
    await analyst.get('/desk/waves/nothing/open-data').expect(404);
  });

  it('says that a wave is not released yet, and sends nothing', async () => {
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'counted' } });
    const analyst = await signInAs(test.app, people.analyst);
    const { text } = await analyst.get(page).expect(200);
    assert.equal(load(text)('a[download]').length, 0);
    assert.equal(load(text)('[role=status]').length, 1);
    for (const file of downloads) await analyst.get(`${page}/${file}`).expect(404);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'released' } });
  });
});
