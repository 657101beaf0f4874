/** Answers begun on one device and gone on with on another: by a link in a picture, past the server. */
import assert from 'node:assert/strict';
import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import { translator } from '../../server/i18n/translator.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { axeViolations } from './axe.ts';
import { watchErrors } from './browser.ts';
import { answerStep, startAnswering, toReview, useAnswering } from './supportAnswering.ts';

/** The dark modules of the picture, as the camera of a device would see them, four pixels each. */
async function readPicture(page: Page): Promise<string> {
  const picture = page.locator('dialog.transfer svg');
  const size = Number((await picture.getAttribute('viewBox'))!.split(' ')[2]);
  const path = (await picture.locator('path').getAttribute('d'))!;
  const side = size * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let at = 0; at < 16; at += 1) {
      const row = Number(y) * 4 + (at >> 2);
      pixels.fill(
        0,
        (row * side + Number(x) * 4 + (at & 3)) * 4,
        (row * side + Number(x) * 4 + (at & 3)) * 4 + 3,
      );
    }
  }
  const decode = jsqr as unknown as (
    data: Uint8ClampedArray,
    width: number,
    height: number,
  ) => { data: string } | null;
  return decode(pixels, side, side)?.data ?? '';
}

const chosen = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('#sheet input:checked')].map(({ name, value }) => name + '=' + value)`,
  );

const t = translator('fa');

describe('answering on another device', function () {
  this.timeout(120_000);
  const { nextCode, link, newPage } = useAnswering();

  it('takes the answers along in a picture that a camera reads, and sends them there', async () => {
    const first = await newPage();
    const code = nextCode();
    const errors = watchErrors(first);
    await startAnswering(first, link(code));
    await answerStep(first, 4);
    await answerStep(first, 1);
    const asked: string[] = [];
    first.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await first.locator('.elsewhere').click();
    const address = await first.locator('#transfer-link').inputValue();
    assert.equal(await readPicture(first), address);
    assert.ok(
      asked.every((path) => path.startsWith('/assets/')),
      asked.join(' '),
    );
    assert.deepEqual(await axeViolations(first), []);
    const before = await chosen(first);
    assert.equal(before.length, 5);
    assert.deepEqual(errors, []);

    const second = await newPage();
    await second.goto(address);
    await second.locator('#sheet').waitFor();
    assert.deepEqual(await chosen(second), before);
    assert.ok(!second.url().includes('.', second.url().indexOf('#')));
    await toReview(second);
    await second.locator('.next').click();
    await second.locator('.ending').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('copies the link, and where the browser does not let it, leaves it chosen for copying by hand', async () => {
    for (const lets of [true, false]) {
      const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
      if (!lets) {
        await page.addInitScript(
          "navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));",
        );
      }
      await startAnswering(page, link(nextCode()));
      await answerStep(page, 4);
      await page.locator('.elsewhere').click();
      const address = await page.locator('#transfer-link').inputValue();
      await page.locator('dialog.transfer .copy').click();
      const said = page.locator('dialog.transfer [role=status]');
      await said.filter({ hasText: t(`responses:transfer.${lets ? 'copied' : 'byHand'}`) }).waitFor();
      if (lets) assert.equal(await page.evaluate<string>('navigator.clipboard.readText()'), address);
      else assert.equal(await page.evaluate<string>('document.activeElement.value'), address);
    }
  });

  it('asks before other answers on that device are replaced, and says when a link is not whole', async () => {
    const first = await newPage();
    const code = nextCode();
    await startAnswering(first, link(code, '/en'));
    await answerStep(first, 4);
    await first.locator('.elsewhere').click();
    const address = await first.locator('#transfer-link').inputValue();
    const second = await newPage();
    await startAnswering(second, link(code, '/en'));
    await answerStep(second, 0);
    const own = await chosen(second);
    const said: string[] = [];
    second.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    for (const opened of [address, address.slice(0, -8)]) {
      await second.goto('about:blank');
      await second.goto(opened);
      await second.locator('#sheet').waitFor();
      assert.deepEqual(await chosen(second), own);
    }
    assert.match(said[0]!, /Replace them/);
    assert.match(said[1]!, /could not be read/);
  });
});
