/** A credential that is spoilt on its way: one sentence, nothing stored, and the answers stay in the browser until they are sent whole. */
import assert from 'node:assert/strict';
import { BallotModel } from '../../server/responses/ballot.ts';
import { answerStep, keptIn, startAnswering, textOf, toReview, useAnswering } from './supportAnswering.ts';

interface Posted {
  credential: { unit: string; message: string; signature: string };
}

/** What may become of a credential; all are told in the same words. */
const spoilt: Record<string, (credential: Posted['credential']) => unknown> = {
  forged: (credential) => ({ ...credential, signature: Buffer.alloc(256, 7).toString('base64') }),
  truncated: (credential) => ({ ...credential, signature: credential.signature.slice(0, 40) }),
  'of another office': (credential) => ({ ...credential, unit: 'office2' }),
  malformed: () => 'no credential',
};

describe('a ballot whose credential is refused', function () {
  this.timeout(120_000);
  const someone = useAnswering();

  it('leaves the answers in the browser and nothing in the store, and is sent whole afterwards', async () => {
    const page = await someone.newPage({ serviceWorkers: 'block' });
    await startAnswering(page, someone.link(someone.nextCode()));
    await answerStep(page);
    await toReview(page);
    const told: string[] = [];
    for (const [kind, spoil] of Object.entries(spoilt)) {
      await page.route('**/ballots', async (route) => {
        const posted = route.request().postDataJSON() as Posted;
        await route.continue({
          postData: JSON.stringify({ ...posted, credential: spoil(posted.credential) }),
        });
      });
      const reply = page.waitForResponse(/\/ballots$/);
      await page.locator('.next').click();
      assert.equal((await reply).status(), 403, kind);
      await page.locator('.failure:visible').waitFor();
      told.push((await textOf(page, '.failure')).trim());
      assert.ok((await keptIn(page)).length > 0, 'the draft is still there');
      assert.equal(await BallotModel.countDocuments({}), 0);
      await page.unroute('**/ballots');
    }
    assert.equal(new Set(told).size, 1, told.join('\n'));
    assert.match(told[0]!, /پاسخ شما ثبت نشد/);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.deepEqual(await keptIn(page), []);
  });
});
