/** The first row of every CSV that people download, word for word: programs of others read it by these names. */
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { accountCsv } from '../../server/accounts/accountTable.ts';
import { auditTable } from '../../server/accounts/audit/auditTable.ts';
import { presentCodes } from '../../server/campaigns/invitations/presentCodes.ts';
import { restFile } from '../../server/campaigns/peopleList/restFile.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import type { AddressCipher } from '../../server/participation/addressCipher.ts';
import type { PeopleList } from '../../server/participation/peopleList/peopleList.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { storedOpenData } from './storedOpenData.ts';

const openData = '/desk/waves/rows/open-data';

const reportHeaders = [
  ...[
    'wave',
    'office',
    'nameFa',
    'scope',
    'rolledUpTo',
    'headcount',
    'responses',
    'instrument',
    'kind',
    'measure',
  ],
  ...[
    'n',
    'mean',
    'sd',
    'ci95Low',
    'ci95High',
    'favourable',
    'neutral',
    'unfavourable',
    'band',
    'borderline',
  ],
  ...[
    'shrunken',
    'boundedAbove',
    'boundedBelow',
    ...['Parent', 'Province', 'Previous'].flatMap((side) => [
      `versus${side}`,
      `mark${side}`,
      `detectable${side}`,
    ]),
    'suppressed',
  ],
];

describe('the headers of CSV:', () => {
  useDatabase({ emptyEach: false });
  let wave: Wave;
  let agents: Record<'fa' | 'en', Agent>;
  before(async () => {
    const { app } = await testApp();
    wave = await storedOpenData('rows');
    agents = { fa: await signInAs(app, people.analyst), en: await signInAs(app, people.analyst) };
    await agents.en.get('/desk/reports?lang=en').expect(303);
  });

  const headerOf = (csv: string) => (parse(csv, { bom: true, to_line: 1 }) as string[][])[0];

  it('open data as CSV are ids', async () => {
    const { text } = await agents.fa.get(`${openData}/data.csv`).expect(200);
    assert.deepEqual(headerOf(text), ['office', 'gender', 'tenure', 'honest', 'aloof', 'fair', 'enough']);
  });

  it('the table of reports as CSV are the same in every language', async () => {
    for (const agent of Object.values(agents)) {
      const { text } = await agent.get(`${openData}/reports.csv`).expect(200);
      assert.deepEqual(headerOf(text), reportHeaders);
    }
  });

  it('codes for who prints them elsewhere are the same in every language', () => {
    for (const language of ['fa', 'en'] as const) {
      const made = [{ office: 'north', codes: ['abcdefgh'] }];
      const { file } = presentCodes(wave, made, 'https://example.ir', readerOfLanguage(language));
      const csv = Buffer.from(file.split(',')[1]!, 'base64').toString();
      assert.deepEqual(headerOf(csv), ['office', 'name', 'code', 'link']);
    }
  });

  it('rows of a people list to mend are what a person reads and the reader of lists knows', async () => {
    const list = { _id: 'none' } as PeopleList;
    // A list without rows: nothing is opened.
    const noCipher = {} as AddressCipher;
    const headers = async (language: 'fa' | 'en') =>
      headerOf(await restFile(list, noCipher, readerOfLanguage(language)));
    assert.deepEqual(await headers('fa'), ['واحد', 'روش ارسال', 'نشانی', 'سطر', 'ایراد']);
    assert.deepEqual(await headers('en'), ['office', 'channel', 'address', 'row', 'problem']);
  });

  it('the list of accounts is what a person reads, corrects and uploads again', async () => {
    const headers = async (language: 'fa' | 'en') => headerOf(await accountCsv(readerOfLanguage(language)));
    assert.deepEqual(await headers('fa'), [
      'نام کاربری',
      'نام و نام خانوادگی',
      'نقش',
      'کد واحدها',
      'رایانامه',
      'تلفن همراه',
    ]);
    assert.deepEqual(await headers('en'), ['user name', 'full name', 'role', 'offices', 'e-mail', 'mobile']);
  });

  it('the audit trail has the same in every language', async () => {
    const pieces = [];
    for await (const piece of auditTable({})) pieces.push(piece);
    assert.deepEqual(headerOf(pieces.join('')), [
      ...['position', 'at', 'actor', 'action', 'subjectKind', 'subjectId', 'officeOrUnit', 'detail'],
      ...['previousHash', 'hash'],
    ]);
  });
});
