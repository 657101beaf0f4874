/** Short mails mark words of another language, as pages do: names in Persian in English mails, and what is English in Persian ones. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { composeSetPassword } from '../../server/accounts/messages/composeSetPassword.ts';
import { composeSignInNotice } from '../../server/accounts/signInNotice.ts';
import { composeAddressNotice } from '../../server/participation/delivery/composeAddressNotice.ts';
import { composeNotice } from '../../server/suggestionReview/suggestionJob.ts';
import { noon } from '../support/fixedClock.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const site = 'https://survey.example.ir';
const persian = /\p{Script=Arabic}/u;

/** Pieces of Persian text that no element around them says to be Persian. */
function unmarked(html: string): string[] {
  const page = load(html);
  return page('body *')
    .contents()
    .toArray()
    .filter((node) => node.type === 'text' && persian.test(node.data))
    .filter((node) => page(node).closest('[lang]').attr('lang') !== 'fa')
    .map((node) => page(node).text());
}

describe('short mails', () => {
  useDatabase();

  it('mark a Persian name in an English mail, and the English title of a wave in a Persian one', async () => {
    const { config } = await testApp();
    const someone = {
      username: 'sara',
      displayName: 'سارا احمدی',
      language: 'en' as const,
      role: 'analyst' as const,
    };
    const mails = [
      composeNotice(someone, site),
      composeSignInNotice(someone, { browser: 'Firefox', system: 'Linux' } as never, noon, site),
      (await composeSetPassword({ ...someone, _id: 'nobody' } as never, site, noon)).email,
    ];
    for (const { html } of mails) {
      assert.equal(load(html)('html').attr('lang'), 'en');
      const [name] = load(html)('bdi[lang="fa"][dir="rtl"]').toArray();
      assert.ok(load(html)(name).text().includes(someone.displayName), html);
      assert.deepEqual(unmarked(html), []);
    }
    const { wave } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 0 });
    const { email } = composeAddressNotice({ ...wave, title: 'Work and trust of today' }, site);
    assert.ok(load(email.html)('bdi[lang="en"]').text().includes('Work and trust of today'), email.html);
  });
});
