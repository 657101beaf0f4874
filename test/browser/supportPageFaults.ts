/** What is wrong with a page as it stands in the browser, in one line each; see supportFaultsInPage.mjs for the rules. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { axeViolations } from './axe.ts';

const source = readFileSync(join(projectRoot, 'test/browser/supportFaultsInPage.mjs'), 'utf8');

/** Where digits of the other script are right: codes, ids, addresses, file formats, and what people typed themselves. */
const latinAllowed = '[dir="ltr"], [lang="en"], .typed, code, pre, input, textarea, script, style, noscript';

/** Faults of the page at its present width. `namespaces` are the names of the locale files. */
export async function pageFaults(
  page: Page,
  language: 'fa' | 'en',
  namespaces: readonly string[],
): Promise<string[]> {
  await page.evaluate(source);
  const asked = JSON.stringify({ language, namespaces, latinAllowed });
  const found = await page.evaluate<string[]>(`faultsInPage(${asked})`);
  return [...found, ...(await axeViolations(page))];
}
