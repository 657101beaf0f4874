/** Pages that only the answer to a form shows: wrong input named, previews of files, slips and letters; no fault in either language. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { people } from '../support/people.ts';
import type { TestApp } from '../support/testApp.ts';
import { desktop, phone } from './browser.ts';
import { pageFaults } from './supportPageFaults.ts';
import { useSignedIn } from './supportSignIn.ts';
import { type WholeProduct, wholeProduct } from './supportWholeProduct.ts';

const namespaces = readdirSync(join(projectRoot, 'locales/fa')).map((name) => name.replace('.json', ''));
const csv = (name: string, lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
});
const officeHead = 'code,level,nameFa,nameEn,parent,headcount';
const goodOffices = csv('offices.csv', [
  officeHead,
  'ahar,governorate,فرمانداری اهر,Ahar,ea,31',
  'varzaqan,governorate,فرمانداری ورزقان,Varzaqan,ea,25',
]);
const badOffices = csv('offices.csv', [officeHead, 'ahar,village,,Ahar,nowhere,many']);
const goodAccounts = csv('accounts.csv', [
  'username,displayName,role,offices',
  'maryam,مریم کریمی,manager,ahar',
]);
const badAccounts = csv('accounts.csv', ['username,displayName,role,offices', 'x,,chief,nowhere']);

describe('pages that answer a form', function () {
  this.timeout(120_000);
  let made: WholeProduct;
  let url: string;
  let page: Page;
  let errors: string[];

  const fill = async ({ config }: TestApp) => {
    made = await wholeProduct(config.keyDir);
  };
  useSignedIn(people.administrator, fill, (signedIn) => {
    ({ url, page, errors } = signedIn);
  });

  const submit = (form: string) =>
    page
      .locator(`form[action$="${form}"] button:not(.plain, [aria-hidden], [name="choose"], [type="button"])`)
      .first()
      .click();

  async function uploads(address: string, file: ReturnType<typeof csv>): Promise<void> {
    await page.goto(`${url}/desk/${address}`);
    await page.locator('#file').setInputFiles(file);
    await submit(address);
  }

  const pages: Record<string, { make: () => Promise<void>; shows: string }> = {
    'offices in a file that change something': {
      make: () => uploads('offices/import', goodOffices),
      shows: 'table',
    },
    'offices in a file with errors': {
      make: () => uploads('offices/import', badOffices),
      shows: '[role="alert"]',
    },
    'accounts in a file': { make: () => uploads('accounts/import', goodAccounts), shows: 'table' },
    'accounts in a file with errors': {
      make: () => uploads('accounts/import', badAccounts),
      shows: '[role="alert"]',
    },
    'letters with one-time links': {
      make: async () => {
        await page.goto(`${url}/desk/accounts`);
        for (const box of await page.locator('input[name="account"]').all()) await box.check();
        await submit('/accounts/letters');
      },
      shows: '.letter',
    },
    'a draft with errors': {
      make: async () => {
        await page.goto(`${url}/desk/waves/new`);
        await submit('/waves');
      },
      shows: '.error-summary',
    },
    'an account with errors': {
      make: async () => {
        await page.goto(`${url}/desk/accounts/new`);
        await submit('/accounts');
      },
      shows: '.error-summary',
    },
    'codes with errors': {
      make: async () => {
        await page.goto(`${url}/desk/waves/${made.open}/invitations`);
        await page.locator('#count').fill('x');
        await page.locator('#count').press('Enter');
      },
      shows: '.error-summary',
    },
    'slips of codes': {
      make: async () => {
        await page.goto(`${url}/desk/waves/${made.open}/invitations`);
        await page.locator('#office').selectOption('office1');
        await page.locator('#count').fill('۳');
        await page.locator('#count').press('Enter');
      },
      shows: '.slip-code',
    },
    'the end of the preview': {
      make: async () =>
        void (await page.goto(`${url}/desk/waves/${made.draft}/preview/pages?step=99&go=send`)),
      shows: '.preview-strip button',
    },
  };

  for (const language of ['fa', 'en'] as const) {
    for (const [name, { make, shows }] of Object.entries(pages)) {
      it(`have no fault in ${language}: ${name}`, async () => {
        await page.setViewportSize(desktop);
        await page.goto(`${url}/desk?lang=${language}`);
        await make();
        await page.locator(shows).first().waitFor();
        const wide = await pageFaults(page, language, namespaces);
        await page.setViewportSize(phone);
        const narrow = await pageFaults(page, language, namespaces);
        assert.deepEqual([...new Set([...wide, ...narrow])], []);
        const thrown = errors.splice(0).filter((error) => !error.startsWith('Failed to load resource'));
        assert.deepEqual(thrown, []);
      });
    }
  }
});
