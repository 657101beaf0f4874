/** Passkeys in a real browser, with the device that Chromium's debugging interface plays: added, used to sign in and to confirm, removed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { PasskeyModel } from '../../server/accounts/secondFactor/passkey.ts';
import { translator } from '../../server/i18n/translator.ts';
import { csrfOf, password, people } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { watchErrors } from './browser.ts';
import { signedInPage } from './supportSignIn.ts';

const t = translator('fa');
const setUp = '/desk/account/second-factor';
const main = (page: Page) => page.locator('main');

describe('passkeys', () => {
  useDatabase({ emptyEach: false });
  let server: Server;
  let site: string;
  let context: BrowserContext;
  let page: Page;
  let device: CDPSession;
  let errors: string[];

  before(async () => {
    // The name has to be known before the app: passkeys belong to it.
    server = createServer();
    await once(server.listen(0, 'localhost'), 'listening');
    site = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { app, clock } = await testApp({ baseUrl: site, secondFactor: 'required' });
    clock.set(new Date());
    server.on('request', app);
    ({ page, context } = await signedInPage(site, people.analyst));
    errors = watchErrors(page);
    device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });
  after(async () => {
    await context?.close();
    server.closeAllConnections();
    server.close();
  });

  it('are added with a name and the password, and recovery codes come with the first', async () => {
    await page.goto(`${site}${setUp}/passkeys/new`);
    await page.locator('#name').fill('رایانهٔ اداره');
    await page.locator('#currentPassword').fill(password);
    await main(page)
      .getByRole('button', { name: t('secondFactor:passkey.button') })
      .click();
    await page.locator('.recovery-codes').waitFor();
    assert.equal(await page.locator('.recovery-codes li').count(), 10);
    await page.goto(`${site}${setUp}`);
    await main(page).locator('tbody th').getByText('رایانهٔ اداره').waitFor();
  });

  it('sign in without password and code', async () => {
    await context.clearCookies();
    await page.goto(`${site}/desk/sign-in`);
    await page.getByRole('link', { name: t('secondFactor:passkey.signIn') }).click();
    await page.locator('#passkey').click();
    await page.waitForURL(`${site}/desk`);
    await page.locator('header').getByText(people.analyst.displayName).first().waitFor();
    assert.ok((await PasskeyModel.findOne().orFail().lean()).lastUsedAt);
    assert.ok(await AuditModel.exists({ action: 'account.signIn', actor: people.analyst.username }));
  });

  it('are asked for after the password, and a recovery code does as well', async () => {
    await context.clearCookies();
    await page.goto(`${site}/desk/sign-in`);
    await page.locator('#username').fill(people.analyst.username);
    await page.locator('#password').fill(password);
    await main(page).locator('button').click();
    await page.locator('#passkey').waitFor();
    assert.equal(await page.locator('#code').count(), 0, 'there is no app');
    await page.locator('#passkey').click();
    await page.waitForURL(`${site}/desk`);
  });

  it('confirm what is asked for again, and an answer counts once and for its own question', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/desk/proof')) sent.push(request.postData() ?? '');
    });
    await page.goto(`${site}${setUp}`);
    await main(page)
      .getByRole('button', { name: t('secondFactor:codes.renew') })
      .click();
    await page.locator('#passkey').click();
    await page.locator('.recovery-codes').waitFor();
    const fields = Object.fromEntries(new URLSearchParams(sent[0]));
    assert.ok(fields.assertion && fields.challenge);
    const stranger = supertest.agent(site);
    const form = await stranger.get('/desk/sign-in/passkey').expect(200);
    const signIn = (changes: Record<string, string>) =>
      stranger
        .post('/desk/sign-in/passkey')
        .type('form')
        .send({ ...fields, _csrf: csrfOf(form.text), ...changes });
    await signIn({}).expect(422);
    const fresh = /name="challenge" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    await signIn({ challenge: fresh }).expect(422);
    await signIn({ assertion: 'x' }).expect(422);
    await stranger.get('/desk').expect(303);
  });

  it('are renamed and removed by their owner alone', async () => {
    const { _id } = await PasskeyModel.findOne().orFail().lean();
    await page.goto(`${site}${setUp}`);
    await page
      .locator('summary')
      .filter({ hasText: t('secondFactor:passkey.rename') })
      .click();
    await page.locator(`[id="name-${_id}"]`).fill('تلفن همراه');
    await page.locator(`form[action$="/name"] button`).click();
    await page.getByText(t('secondFactor:passkey.renamed')).waitFor();
    await main(page).locator('tbody th').getByText('تلفن همراه').waitFor();
    const other = await signedInPage(site, people.auditor);
    const removal = `${setUp}/passkeys/${_id}/removal`;
    const token = await other.page.locator('input[name=_csrf]').first().inputValue();
    const refused = await other.context.request.post(`${site}${removal}`, {
      form: { _csrf: token },
      maxRedirects: 0,
    });
    assert.equal(refused.status(), 404);
    await other.context.close();
    await main(page)
      .getByRole('button', { name: t('secondFactor:passkey.remove') })
      .click();
    await page.getByText(t('secondFactor:passkey.removed')).waitFor();
    assert.equal(await PasskeyModel.countDocuments(), 0);
    assert.deepEqual(
      errors.filter((error) => !/403|422/.test(error)),
      [],
    );
  });

  it('are not offered where the site is reached by a number or without https', async () => {
    for (const baseUrl of ['https://10.1.2.3', 'http://farhang.example.ir', 'https://[::1]:8443']) {
      const { app } = await testApp({ baseUrl });
      assert.doesNotMatch((await supertest(app).get('/desk/sign-in')).text, /sign-in\/passkey/);
      await supertest(app).get('/desk/sign-in/passkey').expect(303);
    }
  });
});
