/** The headings of every workbook that people download, in the reader's language, word for word: a change of one must be meant. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import readWorkbook from 'read-excel-file/node';
import { changeWorksheet } from '../../server/exports/changeWorksheet.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { storedOpenData } from './storedOpenData.ts';

const openData = '/desk/waves/rows/open-data';

describe('the headings of workbooks:', () => {
  useDatabase({ emptyEach: false });
  let wave: Wave;
  let agents: Record<'fa' | 'en', Agent>;
  before(async () => {
    const { app } = await testApp();
    wave = await storedOpenData('rows');
    agents = { fa: await signInAs(app, people.analyst), en: await signInAs(app, people.analyst) };
    await agents.en.get('/desk/reports?lang=en').expect(303);
  });

  /** Of each sheet of a workbook, by its name. */
  async function headingsOf(path: string, language: 'fa' | 'en'): Promise<Record<string, unknown[]>> {
    const { body } = await agents[language]
      .get(path)
      .buffer(true)
      .parse((res, done) => void buffer(res as never).then((bytes) => done(null, bytes)))
      .expect(200);
    const sheets = (await readWorkbook(body as Buffer)) as unknown as { sheet: string; data: unknown[][] }[];
    return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data[0]!]));
  }

  it('open data as a workbook are words with the ids of the CSV', async () => {
    assert.deepEqual(await headingsOf(`${openData}/data.xlsx`, 'fa'), {
      داده: [
        'واحد',
        'کد واحد [office]',
        'gender [gender]',
        'tenure [tenure]',
        'honest [honest]',
        'aloof [aloof]',
        'fair [fair]',
        'enough [enough]',
      ],
      'راهنمای ستون‌ها': ['ستون', 'متن', 'بُعد', 'یادداشت', 'مقدار', 'معنا'],
      'دربارهٔ این فایل': ['دادهٔ باز', wave.title],
    });
    assert.deepEqual(await headingsOf(`${openData}/data.xlsx`, 'en'), {
      Data: [
        'Office',
        'Office code [office]',
        'gender [gender]',
        'tenure [tenure]',
        'honest [honest]',
        'aloof [aloof]',
        'fair [fair]',
        'enough [enough]',
      ],
      Codebook: ['Column', 'Wording', 'Dimension', 'Note', 'Value', 'Meaning'],
      'About this file': ['Open data', wave.title],
    });
  });

  it('scores as a workbook are the same of all reports and of one', async () => {
    const persian = [
      'واحد',
      'کد واحد',
      'دامنه',
      'پرسشنامه',
      'نوع',
      'سنجه',
      'شناسه',
      'پاسخ معتبر',
      'نمره (۰ تا ۱۰۰)',
      'انحراف معیار',
      'کران پایین ۹۵ درصد',
      'کران بالای ۹۵ درصد',
      'درصد مساعد',
      'درصد میانه',
      'درصد نامساعد',
      'وضعیت',
      'شاخص تعدیل‌شده',
      'تفاوت با دیگر واحدهای واحد بالادست',
      'نتیجهٔ آزمون',
      'واحد بالادست، کمترین تفاوت قابل دیدن',
      'تفاوت با دیگر واحدهای استان',
      'در مقایسه با دیگر واحدهای استان',
      'استان، کمترین تفاوت قابل دیدن',
      'تفاوت با دورهٔ قبل',
      'در برابر دورهٔ قبل',
      'دورهٔ قبل، کمترین تغییر قابل دیدن',
      'توضیح',
    ];
    const english = [
      'Office',
      'Office code',
      'Scope',
      'Instrument',
      'Kind',
      'Measure',
      'Id',
      'Valid answers',
      'Score (0 to 100)',
      'Standard deviation',
      '95 per cent, low',
      '95 per cent, high',
      'Favourable',
      'Neutral',
      'Unfavourable',
      'Band',
      'Index, shrunken',
      'Against the rest of the office above',
      'Result of the test',
      'Office above, smallest that could be seen',
      'Against the rest of the province',
      'Province, result',
      'Province, smallest that could be seen',
      'Against the previous wave',
      'Previous wave, result',
      'Previous wave, smallest that could be seen',
      'Note',
    ];
    for (const path of [`${openData}/reports.xlsx`, '/desk/reports/rows/north/table.xlsx']) {
      assert.deepEqual(await headingsOf(path, 'fa'), { نمره‌ها: persian });
      assert.deepEqual(await headingsOf(path, 'en'), { Scores: english });
    }
  });

  it('the comparison as a workbook end with the dimensions', async () => {
    const path = '/desk/reports/rows/comparison/table.xlsx';
    assert.deepEqual(await headingsOf(path, 'fa'), {
      کوچک: [
        'واحد',
        'کد واحد',
        'سطح',
        'پاسخ معتبر',
        'نمره (۰ تا ۱۰۰)',
        'شاخص تعدیل‌شده',
        'رتبه، از',
        'رتبه، تا',
        'در مقایسه با دیگر واحدهای استان',
        'trust',
        'pay',
      ],
    });
    assert.deepEqual(await headingsOf(path, 'en'), {
      کوچک: [
        'Office',
        'Office code',
        'Level',
        'Valid answers',
        'Score (0 to 100)',
        'Index, shrunken',
        'Rank, from',
        'Rank, to',
        'Province, result',
        'trust',
        'pay',
      ],
    });
  });

  it('change over waves has the movement of each office with its interval and result', () => {
    const columnsIn = (language: 'fa' | 'en') =>
      changeWorksheet(wave, { rows: [] }, 'X', readerOfLanguage(language)).columns.map(({ title }) => title);
    assert.deepEqual(columnsIn('fa'), [
      'واحد',
      'کد واحد',
      'تغییر جدا از دیگران',
      'کران پایین ۹۵ درصد',
      'کران بالای ۹۵ درصد',
      'نتیجه',
      'کمترین تغییر قابل دیدن',
      'برآورد تغییر خود واحد',
    ]);
    assert.deepEqual(columnsIn('en'), [
      'Office',
      'Office code',
      'Movement beside the others',
      '95 per cent, low',
      '95 per cent, high',
      'Result',
      'Smallest that could be seen',
      'Estimated movement of the office',
    ]);
  });
});
