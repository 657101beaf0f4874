/**
 * Every page that can be opened, in both languages, on a phone and on a desk: no fault that a machine can find. A page that
 * is added to a role table without an address here fails the first test.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { rolesByRoute as accountRoles } from '../accounts/roles.ts';
import { rolesByRoute as apiRoles } from '../api/roles.ts';
import { rolesByRoute as bankRoles } from '../bank/roles.ts';
import { rolesByRoute as waveRoles } from '../campaigns/roles.ts';
import { rolesByRoute as commentRoles } from '../comments/roles.ts';
import { rolesByRoute as importRoles } from '../imports/roles.ts';
import { rolesByRoute as instrumentRoles } from '../instruments/roles.ts';
import { rolesByRoute as kioskRoles } from '../kiosks/roles.ts';
import { rolesByRoute as kitRoles } from '../kit/roles.ts';
import { rolesByRoute as officeRoles } from '../offices/roles.ts';
import { rolesByRoute as paperRoles } from '../paper/roles.ts';
import { rolesByRoute as planRoles } from '../plans/roles.ts';
import { rolesByRoute as printingRoles } from '../printing/roles.ts';
import { rolesByRoute as reportRoles } from '../reports/roles.ts';
import { rolesByRoute as reviewRoles } from '../suggestionReview/roles.ts';
import { type Person, people } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { rolesByRoute as systemRoles } from '../system/roles.ts';
import { rolesByRoute as tryOutRoles } from '../tryOut/roles.ts';
import { rolesByRoute as workshopRoles } from '../workshop/roles.ts';
import { browser, desktop, phone, serve, watchErrors } from './browser.ts';
import { pageFaults, targets } from './supportPageFaults.ts';
import { signedInPage } from './supportSignIn.ts';
import { type WholeProduct, wholeProduct } from './supportWholeProduct.ts';

const namespaces = readdirSync(join(projectRoot, 'locales/fa')).map((name) => name.replace('.json', ''));
/** Addresses that lead to an error page on purpose: unknown, not released, or another role's. */
const refused = [
  /\/nowhere$|\/waves\/draft\/results$/,
  /^a manager .*\/closure$/,
  /^an administrator \/desk\/reports$/,
];
/** Not pages: what they answer is a file, data or the way to a page. */
const files = [
  '/instruments/:id/file',
  '/accounts/list.csv',
  '/instruments/:id/draft/file',
  '/instruments/:id/xlsform',
  '/instruments/:id/draft/xlsform',
  '/instruments/:id/limesurvey',
  '/instruments/:id/draft/limesurvey',
  '/instruments/:id/draft/translation/file',
  '/instruments/:id/draft/preview/paper',
  '/audit/trail.csv',
  '/offices/list.csv',
  '/offices/list.xlsx',
  '/papers/:page',
  '/system/condition.json',
  '/reports/:wave/comparison/table.xlsx',
  '/reports/:wave/:office/table.xlsx',
  '/reports/:wave/kit/all.zip',
  '/reports/:wave/:office/kit/:file',
  '/waves/:id/deliveries/progress',
  '/waves/:id/message/mail',
  '/waves/:id/people-lists/:list/progress',
  '/waves/:id/people-lists/:list/rest',
  '/waves/:id/preview/paper',
  '/waves/:id/printing/questionnaire',
  '/waves/:id/printing/receipts',
  '/waves/:id/progress',
  ...['codebook.json', 'data.csv', 'data.xlsx', 'reports.csv', 'reports.xlsx'].map(
    (file) => `/waves/:wave/open-data/${file}`,
  ),
];

const publicPages = ({ open, released, draft }: WholeProduct) => [
  '',
  '/privacy',
  '/kiosk',
  '/api/reference',
  ...['', '/new', '/track', '/receipt'].map((page) => `/suggestions${page}`),
  `/w/${open}`,
  `/w/${released}`,
  `/w/${open}/declined`,
  `/waves/${released}/results`,
  `/waves/${released}/results/ahar`,
  `/waves/${open}/results`,
  `/waves/${draft}/results`,
  '/nowhere',
];

const guestPages = ({ setPassword, firstAdministrator }: WholeProduct) => [
  '/sign-in',
  '/sign-in/passkey',
  `/set-password/${setPassword}`,
  `/first-administrator/${firstAdministrator}`,
];

const administratorPages = ({ open, draft, released, peopleList, coding, coded }: WholeProduct) => [
  '',
  '/system',
  '/system/tokens',
  '/system/webhooks',
  '/system/retention',
  '/account',
  '/account/second-factor',
  '/account/second-factor/app',
  '/account/second-factor/passkeys/new',
  '/accounts',
  '/accounts/new',
  '/accounts/import',
  `/accounts/${people.manager.username}`,
  '/audit',
  ...[
    '',
    '?q=تصمیم&into=trust',
    '/culture/participation',
    '/trust/managerOpenness?into=trust',
    '/culture/participation/participation1?into=trust',
  ].map((page) => `/bank${page}`),
  '/calendar',
  '/digest',
  '/imports',
  '/instruments',
  '/instruments/new',
  '/instruments/new/blank',
  '/instruments/new/xlsform',
  '/instruments/new/limesurvey',
  '/instruments/culture',
  '/instruments/culture/history',
  '/instruments/culture/short-form',
  '/instruments/culture/themes',
  ...[
    '',
    '?part=d.managerCompetence&edit=managerCompetence1',
    '?part=demographics&edit=gender',
    '?part=open&edit=new',
  ].map((page) => `/instruments/trust/draft${page}`),
  ...['scale', 'bands', 'about', 'dimensions'].map((part) => `/instruments/trust/draft?part=${part}`),
  ...['differences', 'states', 'translation', 'preview', 'preview/pages'].map(
    (page) => `/instruments/trust/draft/${page}`,
  ),
  ...['', '/new', '/points', '/reach'].map((page) => `/kiosks${page}`),
  '/offices',
  '/offices/import',
  '/offices/levels',
  '/offices/new',
  ...['', '/change', '/end'].map((page) => `/offices/ahar${page}`),
  '/waves',
  '/waves/new',
  ...[
    '',
    '/edit',
    '/edit/who',
    '/edit/when',
    '/edit/words',
    '/edit/rules',
    '/preview',
    '/preview/pages',
    '/preview/whole',
    '/letter',
    '/words',
    '/local-questions',
  ].map((page) => `/waves/${draft}${page}`),
  `/local-questions/${draft}/ahar`,
  `/waves/${open}?open=all`,
  ...['invitations', 'headcounts', 'extension', 'closure', 'withdrawal', 'recovery', 'participation'].map(
    (page) => `/waves/${open}/${page}`,
  ),
  ...['deliveries', 'message', 'reminders', 'people-lists', `people-lists/${peopleList}`, 'printing'].map(
    (page) => `/waves/${open}/${page}`,
  ),
  ...['', '/count', '/quality', '/release', '/comments', '/series'].map(
    (page) => `/waves/${released}${page}`,
  ),
  ...['', `/${coding}`, `/${coded}`].map((page) => `/waves/${released}/codings${page}`),
  ...['', '/ahar'].map((page) => `/waves/earlier/release/preview/public${page}`),
  '/waves/earlier/pilot',
  ...['', '/answer/1', '/answers', '/results/sample', '/results/sampleSmall'].map(
    (page) => `/try-out${page}`,
  ),
  '/reports',
  '/nowhere',
];

const managerPages = ({ open, released, plan }: WholeProduct) => [
  '',
  ...['', `/${plan}`, `/${plan}/edit`, '/draws/earlier/integrity', '/effects/released'].map(
    (page) => `/plans${page}`,
  ),
  '/plans/new?wave=released&office=ea&scope=own&dimension=mission',
  '/plans/draws/new?wave=released&dimension=mission',
  '/waves',
  '/local-questions',
  `/waves/${released}/participation`,
  '/reports',
  `/reports/${released}/ea?scope=subtree`,
  `/reports/${released}/hurand?scope=own`,
  `/reports/${released}/comparison`,
  `/reports/${released}/kit`,
  `/reports/${released}/hurand/kit`,
  `/waves/${open}/closure`,
];
const analystPages = ({ released, coding }: WholeProduct) => [
  '',
  '/reports',
  `/reports/${released}/ahar`,
  `/waves/${released}/open-data`,
  `/waves/${released}/codings/${coding}`,
];
const reviewerPages = ({ suggestion }: WholeProduct) => ['', '/suggestions', `/suggestions/${suggestion}`];
const auditorPages = () => ['', '/audit'];

const desks: [string, Person | null, (made: WholeProduct) => string[]][] = [
  ['someone who has not signed in', null, guestPages],
  ['an administrator', people.administrator, administratorPages],
  ['a manager', { ...people.manager, grants: [{ office: 'ea', from: null, to: null }] }, managerPages],
  ['an analyst', people.analyst, analystPages],
  ['an auditor', people.auditor, auditorPages],
  ['a reviewer', { ...people.reviewer, grants: [{ office: 'ea', from: null, to: null }] }, reviewerPages],
  ['a clerk', people.clerk, () => ['', '/papers']],
];

describe('every page', function () {
  this.timeout(600_000);
  useDatabase({ emptyEach: false });
  let made: WholeProduct;
  let url: string;
  let close: () => void;
  let context: BrowserContext | undefined;

  before(async () => {
    const test = await testApp();
    made = await wholeProduct(test.config.keyDir);
    ({ url, close } = await serve(test.app));
  });
  after(() => close());
  afterEach(async () => {
    await context?.close();
    context = undefined;
  });

  it('has an address in this test', () => {
    const tables = [
      accountRoles,
      apiRoles,
      commentRoles,
      bankRoles,
      importRoles,
      instrumentRoles,
      kioskRoles,
      kitRoles,
      officeRoles,
      paperRoles,
      planRoles,
      printingRoles,
      reportRoles,
      reviewRoles,
      systemRoles,
      tryOutRoles,
      waveRoles,
      workshopRoles,
    ];
    const routes = tables.flatMap((table) => Object.keys(table)).filter((route) => route.startsWith('GET '));
    const visited = desks.flatMap(([, , pages]) => pages(made)).map((path) => path.split('?')[0] || '/');
    const missing = routes
      .map((route) => route.slice('GET '.length))
      .filter((route) => !files.includes(route))
      .filter(
        (route) => !visited.some((path) => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)),
      );
    assert.deepEqual(missing, []);
  });

  /** Faults of all the pages, each line beginning with where it was found. */
  async function faultsOf(
    page: Page,
    paths: readonly string[],
    language: 'fa' | 'en',
    who = 'anyone',
    minTarget = targets.desk,
  ): Promise<string[]> {
    const faults: string[] = [];
    const errors = watchErrors(page);
    for (const path of paths) {
      const answer = await page.goto(`${url}${path}`);
      const status = answer?.status() ?? 0;
      const failed = status >= 400;
      if (failed !== refused.some((one) => one.test(`${who} ${path}`)))
        faults.push(`${path} answers ${status}`);
      for (const size of [phone, desktop]) {
        await page.setViewportSize(size);
        const found = await pageFaults(page, language, namespaces, size === phone ? minTarget : targets.desk);
        faults.push(...found.map((fault) => `${path} at ${size.width}: ${fault}`));
      }
      const thrown = errors.splice(0).filter((error) => !(failed && error.startsWith('Failed to load')));
      faults.push(...thrown.map((error) => `${path}: ${error}`));
    }
    return [...new Set(faults)];
  }

  for (const language of ['fa', 'en'] as const) {
    it(`for everyone has no fault in ${language}`, async () => {
      context = await (await browser()).newContext({ viewport: phone });
      const page = await context.newPage();
      const prefix = language === 'en' ? '/en' : '';
      const paths = publicPages(made).map((path) => `${prefix}${path}` || '/');
      assert.deepEqual(await faultsOf(page, paths, language, 'anyone', targets.answering), []);
    });

    it(`tells employees the results within five screens of a phone in ${language}`, async () => {
      context = await (await browser()).newContext({ viewport: phone });
      const page = await context.newPage();
      await page.goto(`${url}${language === 'en' ? '/en' : ''}/waves/${made.released}/results`);
      const height = await page.evaluate<number>('document.documentElement.scrollHeight');
      assert.ok(height <= 5 * phone.height, `${height} px`);
      assert.ok(await page.locator('.sentences, .verdict-sentence').first().isVisible());
      assert.ok(await page.locator('.begin-here').first().isVisible(), 'what comes next');
    });

    for (const [who, person, pages] of desks) {
      it(`of the desk for ${who} has no fault in ${language}`, async () => {
        if (person) ({ context } = await signedInPage(url, person));
        else context = await (await browser()).newContext();
        const page = context.pages()[0] ?? (await context.newPage());
        await page.goto(`${url}/desk${person ? '' : '/sign-in'}?lang=${language}`);
        const paths = pages(made).map((path) => `/desk${path}`);
        assert.deepEqual(await faultsOf(page, paths, language, who), []);
      });
    }
  }
});
