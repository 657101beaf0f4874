/** Signs people in through the form in the browser, and gives each a context of their own, since a context is one set of cookies. */
import type { BrowserContext, Page } from 'playwright-core';
import { account, type Person, password } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, desktop, serve, watchErrors } from './browser.ts';

/** What a person has in front of them. */
export interface SignedIn {
  test: TestApp;
  url: string;
  page: Page;
  /** What went wrong on the page so far. */
  errors: string[];
}

/**
 * Registers hooks for a whole file: a store with what `fill` puts there, the product on a server of its own, and one page on which
 * the person is signed in. `ready` is told what there is before the first test.
 */
export function useSignedIn(
  person: Person,
  fill: (test: TestApp) => Promise<unknown>,
  ready: (signedIn: SignedIn) => void,
): void {
  useDatabase({ emptyEach: false });
  let close: (() => void) | undefined;
  let context: BrowserContext | undefined;
  before(async () => {
    const test = await testApp();
    await fill(test);
    const served = await serve(test.app);
    close = served.close;
    const signedIn = await signedInPage(served.url, person);
    context = signedIn.context;
    ready({ test, url: served.url, page: signedIn.page, errors: watchErrors(signedIn.page) });
  });
  after(async () => {
    await context?.close();
    close?.();
  });
}

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
