/** A language is offered where it is complete, and a text in another language says so. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { completeLanguages, offeredLanguages } from '../../server/i18n/offeredLanguages.ts';
import { localeFiles } from '../../server/i18n/translator.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const texts = { common: { a: 'x', b: { c: 'y' } } };

describe('the languages that are offered', () => {
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

  it('lack no text that Persian has', () => {
    assert.deepEqual(completeLanguages({ fa: texts, en: texts, azb: texts }), ['fa', 'en', 'azb']);
    assert.deepEqual(completeLanguages({ fa: texts, en: texts, azb: { common: { a: 'x' } } }), ['fa', 'en']);
    assert.deepEqual(completeLanguages({ fa: texts, en: { common: { a: 'x', b: {} } }, azb: {} }), ['fa']);
    assert.deepEqual(offeredLanguages(), completeLanguages(localeFiles() as never));
    assert.ok(offeredLanguages().includes('en'));
  });

  it('are the only ones that a page links to, and names its own text by', async () => {
    const offered: string[] = offeredLanguages();
    for (const path of ['/', '/privacy', '/nowhere', `/w/${open.wave._id}`]) {
      const status = path === '/nowhere' ? 404 : 200;
      for (const prefix of ['', '/en', '/azb']) {
        const page = await read(`${prefix}${path}`, status);
        const named = prefix.slice(1) || 'fa';
        assert.equal(page('html').attr('lang'), offered.includes(named) ? named : 'fa', prefix + path);
        for (const link of page('a[hreflang]').toArray())
          assert.ok(offered.includes(page(link).attr('hreflang') ?? ''), `${prefix}${path}`);
      }
    }
  });

  it('are told apart on the first page of a wave: Persian stays Persian on the English one', async () => {
    const page = await read(`/en/w/${open.wave._id}`);
    const own = page('#promise h1, #promise .sponsor bdi, #promise p')
      .toArray()
      .filter((one) => /\p{Script=Arabic}/u.test(page(one).contents().not('span, a, bdi').text()));
    assert.ok(own.length >= 2, `${own.length}`);
    for (const one of own)
      assert.deepEqual([page(one).attr('lang'), page(one).attr('dir')], ['fa', 'rtl'], page(one).text());
    const persian = await read(`/w/${open.wave._id}`);
    assert.equal(persian('#promise [lang]').length, 0);
  });
});
