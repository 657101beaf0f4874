/**
 * Change over five waves and more: made with the fifth, read on the comparison, by programs and as a spreadsheet, and only by who may read
 * all waves; and the figure of the province that was declared before the launch.
 */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { comparison } from '../../server/api/schemas/report.ts';
import { comparisonWorksheets } from '../../server/exports/comparisonWorksheets.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { defaultLevels } from '../../server/offices/levels/loadLevels.ts';
import { findReadableComparison } from '../../server/reportPages/hidePrevious.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import type { SmallOffice } from '../reports/smallWave.ts';
import { people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { assertReads, storedWave, survey } from './storedWave.ts';

const asked = { ...survey(), ideal: 80 };

/** Answers rise from year to year, and in one office alone they fall. */
function offices(year: number): Record<string, SmallOffice> {
  const random = randomFrom(year + 1);
  const answers = (count: number, rise: number) =>
    Array.from({ length: count }, () => {
      const level = 2 + random() + rise * year;
      return Array.from({ length: 6 }, (_, item) => {
        const answer = Math.min(5, Math.max(1, Math.round(level + random() - 0.5)));
        return item === 1 ? 6 - answer : answer;
      });
    });
  const below = Array.from({ length: 11 }, (_, j): [string, SmallOffice] => [
    `office${'abcdefghijk'[j]}`,
    { parent: 'root', headcount: 60, answers: answers(30 + j, j === 3 ? -0.25 : 0.25) },
  ]);
  return { root: { headcount: 60, answers: answers(40, 0.25) }, ...Object.fromEntries(below) };
}

describe('change over years on the comparison', function () {
  this.timeout(120_000);
  useDatabase();

  it('is made with the fifth wave, and told on pages, by programs and as a worksheet to who may read all waves', async () => {
    for (const year of [0, 1, 2, 3, 4]) {
      const [opensAt, closesAt] = [1, 22].map((day) => new Date(Date.UTC(2016 + year, 8, day))) as [
        Date,
        Date,
      ];
      const previous = year === 0 ? null : `w${year - 1}`;
      const wave = { opensAt, closesAt, previous, headline: 'weighted' as const };
      await storedWave({ id: `w${year}`, instruments: [asked], offices: offices(year), wave });
    }
    const wave = (await WaveModel.findById('w4').lean())!;
    const before = (await WaveModel.findById('w3').lean())!;
    assert.equal((await findReadableComparison(before, asked.id, () => true))?.change, null, 'four waves');
    const found = (await findReadableComparison(wave, asked.id, () => true))!;
    assert.deepEqual([found.change?.offices, found.change?.common.verdict], [12, 'different']);
    const fallen = found.change?.rows.filter((row) => row.verdict === 'different' && row.difference < 0);
    assert.deepEqual(
      fallen?.map(({ office }) => office),
      ['officed'],
    );
    comparison.parse(JSON.parse(JSON.stringify(found)));
    for (const hidden of ['w0', 'w3']) {
      const partly = await findReadableComparison(wave, asked.id, ({ _id }) => _id !== hidden);
      assert.equal(partly?.change, null, `${hidden} may not be read`);
    }

    const [, years] = comparisonWorksheets(
      wave,
      { comparisons: [found], levels: defaultLevels },
      readerOfLanguage('fa'),
    );
    assert.match(years!.name, /^سال‌ها: /);
    const lines: unknown[] = [];
    for await (const line of years!.rows) lines.push(line);
    assert.equal(lines.length, 12);

    const { app } = await testApp();
    const analyst = await signInAs(app, people.analyst);
    const read = async (path: string, lang: 'fa' | 'en' = 'en') => {
      const { text } = await analyst.get(`/desk/reports/w4/${path}?lang=${lang}`).redirects(1).expect(200);
      assertReads(text, lang);
      return load(text);
    };
    for (const lang of ['fa', 'en'] as const) {
      const section = (await read('comparison', lang))('#years');
      assert.equal(section.find('.sentences li').length, 4);
      assert.equal(section.find('svg.change-chart').length, 1);
      assert.match(section.find('.sentences').text(), lang === 'en' ? /has risen by/ : /بالا رفته است/);
    }
    const declared = /rule declared before the launch is [\d.]+ \(/;
    assert.match((await read('root'))('.headline').text(), declared);
    assert.match((await read('comparison'))('.summary .sentences li').first().text(), declared);
    assert.doesNotMatch((await read('officeb'))('main').text(), declared);

    await WaveModel.updateOne({ _id: 'w1' }, { $set: { state: 'withdrawn' } });
    assert.equal((await read('comparison'))('#years').length, 0);
  });
});
