/** Signs people in through the form in the browser, and gives each a context of their own, since a context is one set of cookies. */
import type { BrowserContext, Page } from 'playwright-core';
import { account, type Person, password } from '../support/people.ts';
import { browser, desktop } from './browser.ts';

/** A page of the desk, signed in; stores the account when needed. The caller closes the context. */
export async function signedInPage(
  url: string,
  person: Person,
  options: object = {},
): Promise<{ page: Page; context: BrowserContext }> {
  await account(person);
  const context = await (await browser()).newContext({ viewport: desktop, ...options });
  const page = await context.newPage();
  await signIn(page, url, person);
  return { page, context };
}

/** Fills in the form; also signs in again somebody whose session has ended. */
export async function signIn(page: Page, url: string, { username }: Person): Promise<void> {
  await page.goto(`${url}/desk/sign-in`);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('main button').click();
  await page.waitForURL(`${url}/desk`);
}
