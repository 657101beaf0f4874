/** The link to South Azerbaijani: it stays in its language, reads from the right, and what has no words of its own is said in Persian. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { translator } from '../../server/i18n/translator.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

describe('the link to South Azerbaijani', () => {
  useDatabase({ emptyEach: false });
  let app: Express;
  let open: OpenWave;
  before(async () => {
    const test = await testApp();
    app = test.app;
    open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 1 });
  });

  const read = async (path: string, status = 200) =>
    load((await supertest(app).get(path).accept('text/html').expect(status)).text);
  const linkTo = (page: ReturnType<typeof load>, language: string) =>
    page(`.masthead a[hreflang="${language}"]`).attr('href') ?? '';

  for (const path of ['/privacy', '/nowhere', '/nowhere?page=2']) {
    it(`leads from ${path} to the same page and back to each of the others`, async () => {
      const status = path === '/privacy' ? 200 : 404;
      const persian = await read(path, status);
      const azerbaijani = await read(linkTo(persian, 'azb'), status);
      assert.equal(azerbaijani('html').attr('lang'), 'azb');
      assert.equal(azerbaijani('html').attr('dir'), 'rtl');
      assert.equal(azerbaijani('h1').text(), persian('h1').text());
      const english = await read(linkTo(azerbaijani, 'en'), status);
      assert.equal(english('html').attr('lang'), 'en');
      assert.equal((await read(linkTo(english, 'azb'), status))('html').attr('lang'), 'azb');
      assert.equal((await read(linkTo(azerbaijani, 'fa'), status))('html').attr('lang'), 'fa');
    });
  }

  it('is kept by every link and form that a page in it has', async () => {
    for (const path of ['/azb', '/azb/privacy', `/azb/w/${open.wave._id}`]) {
      const page = await read(path);
      const links = page('a[href^="/"]:not([hreflang])').toArray();
      const addresses = [
        ...links.map((link) => page(link).attr('href') ?? ''),
        ...page('form[action]')
          .toArray()
          .map((form) => page(form).attr('action') ?? ''),
      ].filter((address) => !address.startsWith('/desk'));
      assert.ok(addresses.length > 0, path);
      for (const address of addresses) assert.match(address, /^\/azb(\/|$)/, `${address} on ${path}`);
    }
  });

  it('says in Persian what has not been translated, digits and dates included', async () => {
    const page = await read(`/azb/w/${open.wave._id}`);
    assert.ok(page('main').text().includes(translator('fa')('responses:inTheName')));
    assert.doesNotMatch(page('main').text(), /answering:|common:/);
    assert.match(page('main').text(), /[۰-۹]/);
  });
});
