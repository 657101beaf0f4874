/** Questions of an office on the page for everyone: they appear with the right to answer, go along to the ballot, and elsewhere nobody sees them. */
import assert from 'node:assert/strict';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { decodeBallotContent } from '../../server/responses/ballotContent.ts';
import { ballotOpener } from '../../server/waves/keys/ballotOpener.ts';
import type { LocalBlock } from '../../server/waves/waveParts.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { axeViolations } from './axe.ts';
import { browser, phone, serve, watchErrors } from './browser.ts';
import { prepared, startAnswering, textOf, toReview } from './supportAnswering.ts';
import { useKiosk } from './supportKioskPage.ts';

const block: LocalBlock = {
  office: 'office1',
  questions: [{ fa: 'سرویس رفت‌وآمد به‌موقع می‌رسد.', en: 'The bus is on time.' }, { fa: 'اتاق ما گرم است.' }],
  ...{ decision: 'approved', by: 'karim', decidedBy: 'sara', note: '' },
};

describe('questions of an office in a browser', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let server: { url: string; close: () => void };

  before(async () => {
    test = await testApp();
    const wave = { localBlocks: [block] };
    open = await situation.openWave({ keyDir: test.config.keyDir, demographics: ['gender'], wave });
    server = await serve(test.app);
  });
  after(() => server.close());

  async function opened(office: string, language: string) {
    const context = await (await browser()).newContext({ viewport: phone });
    const page = await prepared(await context.newPage());
    const code = writeCode(open.codes[office]!.pop()!);
    await startAnswering(page, `${server.url}${language}/w/${open.wave._id}#${code}`);
    return { page, errors: watchErrors(page), close: () => context.close() };
  }

  it('are answered after the statements, are counted in the review, and are in the ballot', async () => {
    const { page, errors, close } = await opened('office1', '/en');
    while ((await page.locator('[data-kind="local"]:visible').count()) === 0)
      await page.locator('.next').click();
    const texts = await page.locator('.statement:visible span:last-child').allTextContents();
    assert.deepEqual(texts, ['The bus is on time.', 'اتاق ما گرم است.']);
    assert.equal(await page.locator('.statement:visible [lang="fa"][dir="rtl"]').count(), 1);
    assert.match(await textOf(page, '.local-by:visible'), /added by Governorate 1/);
    assert.deepEqual(await axeViolations(page), []);
    const total = compileQuestionnaire([instrument()]).items.length;
    assert.equal(await page.locator('.item:visible').first().getAttribute('data-number'), String(total + 1));
    while ((await page.locator('.back:visible').count()) > 0) await page.locator('.back').click();
    await toReview(page);
    assert.match(await textOf(page, '.review-text'), new RegExp(String(total + 2)));
    await page.locator('.next').click();
    await page.locator('.ending').waitFor();
    assert.deepEqual(errors, []);
    const [ballot] = await BallotModel.find();
    const bytes = ballotOpener(test.config.keyDir, open.wave._id)(ballot!.sealed) ?? assert.fail();
    assert.deepEqual([...decodeBallotContent(compileQuestionnaire([instrument()]), bytes, 2).local], [4, 4]);
    await close();
  });

  it('are not on the page of another office', async () => {
    const { page, close } = await opened('office2', '');
    while ((await page.locator('[data-kind="review"]:visible').count()) === 0) {
      assert.equal(await page.locator('[data-kind="local"]:visible').count(), 0);
      await page.locator('.next').click();
    }
    await close();
  });
});

describe('questions of an office at a kiosk', function () {
  this.timeout(120_000);
  const kiosk = useKiosk({ localBlocks: [block] });
  const { begin, nextCode, newKioskPage, answersIn, isAtStart } = kiosk;

  it('come with the code, are in the ballot, and are gone for the next person', async () => {
    const page = await newKioskPage();
    const errors = watchErrors(page);
    assert.ok(!(await page.content()).includes(block.questions[1]!.fa));
    await begin(page, nextCode());
    while ((await page.locator('[data-kind="local"]:visible').count()) === 0)
      await page.locator('.next').click();
    const texts = await page.locator('.statement:visible span:last-child').allTextContents();
    assert.deepEqual(
      texts,
      block.questions.map(({ fa }) => fa),
    );
    while ((await page.locator('.back:visible').count()) > 0) await page.locator('.back').click();
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    const [ballot] = await BallotModel.find();
    const bytes = ballotOpener(kiosk.keyDir(), kiosk.wave())(ballot!.sealed) ?? assert.fail();
    const { local } = decodeBallotContent(compileQuestionnaire([instrument()]), bytes, 2);
    assert.equal(local.filter((answer) => answer > 0).length, 2);
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    assert.ok(!(await page.content()).includes(block.questions[1]!.fa));
    assert.deepEqual([await answersIn(page), errors], [[], []]);
  });
});
