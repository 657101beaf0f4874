/**
 * Shows the pages of employees and managers inside a try-out: the same templates, under a strip that says on each page that nothing of
 * this is a wave, and with forms that lead back to the desk, where only the one who began the try-out is let in.
 */
import type { Response } from 'express';
import { readerOf } from '../http/readerOf.ts';
import { answeringPath } from '../waves/paths.ts';
import { tryOutPath } from './paths.ts';
import { tryOutId } from './tryOutWave.ts';

interface Marked {
  title: string;
  html: string;
  /** Whose page it is: an employee answers, a manager reads. */
  of: 'answering' | 'results';
  status?: number;
}

export async function showMarked(res: Response, { title, html, of, status = 200 }: Marked): Promise<void> {
  const { t } = readerOf(res);
  await res.page('tryOut/marked', {
    title: t('tryOut:marked.title', { page: title }),
    layout: of === 'answering' ? 'answer' : 'desk',
    noLanguages: of === 'answering',
    status,
    note: t(`tryOut:marked.${of}`),
    html: of === 'answering' ? leadingBack(html, String(res.locals.csrf)) : html,
  });
}

/** What is sent goes to the try-out with the token of the desk; whoever declines is back at its page. */
function leadingBack(html: string, csrf: string): string {
  const own = answeringPath(tryOutId);
  return html
    .replaceAll(`${own}/answers`, `${tryOutPath}/answers`)
    .replaceAll(`${own}/declined`, tryOutPath)
    .replaceAll(
      /(<form method="post" action="[^"]*"[^>]*>)/g,
      `$1<input type="hidden" name="_csrf" value="${csrf}">`,
    );
}
