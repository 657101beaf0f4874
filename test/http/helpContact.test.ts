/** Whom to ask stands at the same place of every page: at its foot, on the desk as on public pages. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { people, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const contact = 'دفتر فناوری، داخلی ۳۳۰';

describe('whom to ask', () => {
  useDatabase({ emptyEach: false });

  it('stands last on pages of the desk, of the public and of errors; a page of a wave names the wave’s own', async () => {
    const { app, config } = await testApp({ contact });
    const agent = await signInAs(app, people.administrator);
    const { wave } = await situation.openWave({ keyDir: config.keyDir, offices: 1 });
    const footOf = (text: string) =>
      load(text)('body > footer.foot:last-child > .contact:first-child bdi').text();
    for (const path of ['/desk', '/desk/waves', '/desk/offices', '/desk/account', '/desk/nowhere'])
      assert.equal(footOf((await agent.get(path)).text), contact, path);
    for (const path of ['/', '/privacy', '/suggestions', '/nowhere', '/desk/sign-in', '/kiosk', '/w/nothing'])
      assert.equal(footOf((await supertest(app).get(path)).text), contact, path);
    const own = wave.firstPage.contact || contact;
    assert.equal(footOf((await supertest(app).get(`/w/${wave._id}`)).text), own);
    const english = load((await supertest(app).get('/en/privacy')).text)('.contact bdi');
    assert.deepEqual([english.attr('lang'), english.attr('dir')], ['fa', 'rtl']);
  });

  it('is left out where nobody is named', async () => {
    const { app } = await testApp();
    const agent = await signInAs(app, { ...people.administrator, username: 'other' });
    assert.doesNotMatch((await agent.get('/desk')).text, /class="contact"/);
  });
});
