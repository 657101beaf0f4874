/** A new administrator makes an instrument of twelve questions in two languages from nothing: by keyboard alone and without script. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { findInstrument } from '../../server/instruments/catalogue.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { account, type Person, password, people } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { second } from '../workshop/supportWorkshop.ts';
import { browser, desktop, serve } from './browser.ts';

const base = '/desk/instruments/service/draft';
const dimensions = [
  { id: 'quickResponse', fa: 'پاسخ‌گویی', en: 'Quick response' },
  { id: 'clearRules', fa: 'روشنی مقررات', en: 'Clear rules' },
];
/** More than any page has between two things that follow each other. */
const mostTabs = 60;

/** What a person does who has a keyboard and nothing else, and how often the key for the next thing was pressed. */
function keyboard(page: Page) {
  const keys = { tabs: 0 };
  async function reach(selector: string): Promise<void> {
    for (let pressed = 0; (await page.locator(`${selector}:focus`).count()) === 0; pressed += 1) {
      assert.ok(pressed < mostTabs, `${selector} is not reached on ${page.url()}`);
      await page.keyboard.press('Tab');
      keys.tabs += 1;
    }
  }
  /** Opens a link or presses a button, and waits for the page that comes. */
  async function press(selector: string): Promise<void> {
    await reach(selector);
    const loaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await loaded;
  }
  return {
    keys,
    press,
    async write(selector: string, text: string): Promise<void> {
      await reach(selector);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
    },
    async tick(selector: string): Promise<void> {
      await reach(selector);
      await page.keyboard.press('ArrowDown');
    },
  };
}

describe('a new instrument by keyboard alone and without script', function () {
  this.timeout(180_000);
  useDatabase({ emptyEach: false });
  let server: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    const { app } = await testApp();
    await smallProvince();
    server = await serve(app);
  });
  after(() => server.close());

  /** Somebody at the sign-in, in a browser that runs no script. */
  async function arrived(person: Person) {
    await account(person);
    const context = await (await browser()).newContext({ viewport: desktop, javaScriptEnabled: false });
    const page = await context.newPage();
    const hands = keyboard(page);
    await page.goto(`${server.url}/desk/sign-in`);
    await hands.write('#username', person.username);
    await hands.write('#password', password);
    await hands.press('main button');
    assert.equal(page.url(), `${server.url}/desk`);
    return { page, context, ...hands };
  }

  it('is written, sent, approved by a second person, and is the file that anybody could have written', async () => {
    const { page, context, keys, press, write, tick } = await arrived(people.administrator);
    await press('a[href="/desk/instruments"]');
    await press('a[href="/desk/instruments/new/blank"]');
    await write('#title-fa', 'کیفیت خدمت');
    await write('#title-en', 'Quality of service');
    await write('#id', 'service');
    await press('main form .actions button');
    for (const { fa, en } of dimensions) {
      await press(`a[href="${base}?part=dimensions"]`);
      await press(`a[href^="${base}?part=dimensions&edit=new"]`);
      await write('#title-fa', fa);
      await write('#title-en', en);
      await press('.entry-form .actions button:not([name])');
    }
    for (const { id } of dimensions) {
      await press(`a[href="${base}?part=d.${id}"]`);
      await press(`a[href^="${base}?part=d.${id}&edit=new"]`);
      for (const number of [1, 2, 3, 4, 5]) {
        await write('#text-fa', `گویهٔ ${number} از ${id} درست است.`);
        await write('#text-en', `Statement ${number} of ${id} is true.`);
        if (number === 3) await tick('#reverse-no');
        await press(`.entry-form .actions button${number < 5 ? '[name="next"]' : ':not([name])'}`);
      }
    }
    await press(`a[href="${base}?part=demographics"]`);
    await press(`a[href^="${base}?part=demographics&edit=new"]`);
    await write('#title-fa', 'جنسیت');
    await write('#title-en', 'Gender');
    for (const [at, [fa, en]] of [
      ['زن', 'Woman'],
      ['مرد', 'Man'],
    ].entries()) {
      await write(`[name="option.${at + 1}.fa"]`, fa!);
      await write(`[name="option.${at + 1}.en"]`, en!);
    }
    await press('.entry-form .actions button');
    await press(`a[href="${base}?part=open"]`);
    await press(`a[href^="${base}?part=open&edit=new"]`);
    await write('#title-fa', 'چه چیزی را باید عوض کرد؟');
    await write('#title-en', 'What should be changed?');
    await press('.entry-form .actions button');
    await press(`a[href="${base}?part=about"]`);
    await write('#minutes', '۳');
    await press('.entry-form .actions button');
    await press(`a[href="${base}/differences"]`);
    await press(`form[action="${base}/submission"] button`);
    assert.equal(await page.locator(`form[action="${base}/approval"]`).count(), 0, 'not by its writer');
    await context.close();

    const other = await arrived(second);
    await other.press('a[href="/desk/instruments"]');
    await other.press(`a[href="${base}"]`);
    await other.press(`a[href="${base}/differences"]`);
    await other.press(`form[action="${base}/approval"] button`);
    await other.context.close();

    const made = await findInstrument('service', 1);
    assert.deepEqual(
      made?.dimensions.map(({ id, title, items }) => [id, title.en, items.length, items[2]!.reverse]),
      dimensions.map(({ id, en }) => [id, en, 5, true]),
    );
    const asked = [...made!.dimensions.flatMap(({ items }) => items.map(({ text }) => text))];
    const questions = [...made!.demographics, ...made!.openQuestions].map(({ title }) => title);
    assert.equal(asked.length + questions.length, 12);
    assert.ok([...asked, ...questions].every(({ fa, en }) => fa && en));
    assert.ok(keys.tabs < 700, `${keys.tabs} steps from field to field`);
  });
});
