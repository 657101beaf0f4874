/** What is wrong with a page as it stands in the browser, in one line each; see supportFaultsInPage.mjs for the rules. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { axeViolations } from './axe.ts';

const source = readFileSync(join(projectRoot, 'test/browser/supportFaultsInPage.mjs'), 'utf8');

/** Where digits of the other script are right: codes, ids, addresses, file formats, and what people typed themselves. */
const latinAllowed = '[dir="ltr"], [lang="en"], .typed, code, pre, input, textarea, script, style, noscript';

/** On pages of employees, whose fingers are not used to it, and of everybody else (WCAG 2.5.8). */
export const targets = { answering: 44, desk: 24 };

/** Faults of the page at its present width. `namespaces` are the names of the locale files; `minTarget` is how many pixels what is pressed needs at least. */
export async function pageFaults(
  page: Page,
  language: 'fa' | 'en',
  namespaces: readonly string[],
  minTarget = 0,
): Promise<string[]> {
  await page.evaluate(source);
  const asked = JSON.stringify({ language, namespaces, latinAllowed, minTarget });
  const found = await page.evaluate<string[]>(`faultsInPage(${asked})`);
  return [...found, ...(await axeViolations(page))];
}
