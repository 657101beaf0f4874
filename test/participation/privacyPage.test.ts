/** What people read before they answer: the promise in few words, and the privacy page with everyone who could learn something. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

/** Beside the table of readers. */
const maxWords = 450;
const readers = 17;

describe('the first page of a wave', () => {
  useDatabase();

  it('has the promise and its two rules before the button, and all the rest in folds after it', async () => {
    const { app, config } = await testApp();
    const { wave } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 0 });
    const { text } = await supertest(app).get(`/w/${wave._id}`).expect(200);
    const $ = load(text);
    const [before, after] = $('#promise').html()!.split('</form>');
    assert.equal(load(before!)('.terms li').length, 2);
    for (const number of ['۵ نفر', '۱۰ پاسخ']) assert.ok(before!.includes(number));
    assert.doesNotMatch(before!, /دست‌کاری/);
    assert.match(load(after!)('details').text(), /دست‌کاری/);
    assert.match(load(after!)('details').text(), /زمان پاسخ دادن شما همراه پاسخ‌ها ذخیره نمی‌شود/);
  });
});

describe('the privacy page', () => {
  useDatabase();

  for (const path of ['/privacy', '/en/privacy'])
    it(`says all but its table in ${maxWords} words at most: ${path}`, async () => {
      const { app } = await testApp();
      const { text } = await supertest(app).get(path).expect(200);
      const $ = load(text);
      assert.equal($('.privacy details').length, readers);
      $('.privacy details, .privacy nav').remove();
      const words = $('.privacy').text().trim().split(/\s+/).length;
      assert.ok(words > 200 && words <= maxWords, `${words} words`);
    });
});
