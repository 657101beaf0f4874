/** What an administrator sees before a release is what each audience reads after it: of three chosen offices, and nothing beyond. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { type Audience, audiences } from '../../server/waves/audience.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { storedWave } from './storedWave.ts';

const words = 'انار-کبوتر-دریا';
const preview = '/desk/waves/wave/release/preview';
const chosen = ['north', 'south', 'tiny'];

describe('the look at results before their release', () => {
  useDatabase();
  let test: TestApp;
  let administrator: Agent;
  beforeEach(async () => {
    test = await testApp();
    await storedWave({
      wave: { state: 'counted', audiences: [...audiences], releasedTo: [], resultsWords: words },
    });
    administrator = await signInAs(test.app, people.administrator);
  });

  /** The numbers and headings of a report, in their order. */
  const shownIn = (html: string) => {
    const page = load(html)('main');
    return page
      .find('.big-number, h2, th, td')
      .map((_, one) => load(one).text().replace(/\s+/g, ' ').trim())
      .get()
      .filter(Boolean);
  };
  const release = (releasedTo: Wave['releasedTo']) =>
    WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'released', releasedTo } });

  /** The page of an office as somebody of the audience reads it. */
  async function asRead(audience: Audience, office: string): Promise<string> {
    if (audience === 'managers') {
      const grants = [{ office: 'root', from: null, to: null }];
      const manager = await signInAs(test.app, { ...people.manager, grants });
      return (await manager.get(`/desk/reports/wave/${office}`).expect(200)).text;
    }
    const reader = supertest.agent(test.app);
    const address = `/waves/wave/results/${office}`;
    if (audience === 'employees') await reader.post(address).type('form').send({ words }).expect(303);
    return (await reader.get(address).expect(200)).text;
  }

  it('puts the three chosen offices side by side for each audience, and says why one has no number', async () => {
    const query = chosen.map((office) => `office=${office}`).join('&');
    for (const audience of audiences) {
      const page = load((await administrator.get(`${preview}/${audience}?${query}`).expect(200)).text);
      const sections = page('.release-sample section');
      assert.equal(sections.length, 3);
      const numbers = sections.map((_, one) => page(one).find('.big-number').length).get();
      assert.deepEqual(numbers, [1, 1, 0], audience);
      assert.ok(sections.eq(2).text().includes('نمایش داده نمی‌شود'), sections.eq(2).text());
    }
    const opened = (await AuditModel.find().lean()).filter(({ action }) => action === 'wave.previewRelease');
    assert.equal(opened.length, chosen.length * audiences.length);
  });

  for (const audience of audiences)
    it(`is of each office what ${audience} read after the release`, async () => {
      const before = await Promise.all(
        chosen.map(
          async (office) => (await administrator.get(`${preview}/${audience}/${office}`).expect(200)).text,
        ),
      );
      await release([audience]);
      for (const [at, office] of chosen.entries()) {
        const after = shownIn(await asRead(audience, office));
        assert.ok(after.length > 0);
        assert.deepEqual(shownIn(before[at]!), after, office);
      }
    });

  it('ends with the release: administrators read no report of managers, and of a declared audience alone', async () => {
    await release(['managers']);
    for (const path of ['managers', 'managers/north', 'nobody', 'public/elsewhere'])
      await administrator.get(`${preview}/${path}`).expect(404);
    await administrator.get(`${preview}/public/north`).expect(200);
  });
});
