/**
 * A page of the way without script as HTML for a preview: the code that employees get, asked by GET from another address, so that
 * nothing is stored and nothing is sent.
 */
import { renderView } from '../http/renderPage.ts';
import type { Reader } from '../i18n/reader.ts';
import { answeringPath } from '../waves/paths.ts';
import type { AnsweringUnit, AnsweringWave } from './answeringWave.ts';
import { answersForm } from './forms.ts';
import { pageLocals, readStep } from './plainAnswering.ts';

interface Previewed {
  answering: AnsweringWave;
  unit: AnsweringUnit;
  query: Record<string, unknown>;
  /** Where the forms of the page lead. */
  pages: string;
}

/** @returns `isLast` where an employee would send the answers now */
export async function previewStep(
  { answering, unit, query, pages }: Previewed,
  reader: Reader,
): Promise<{ title: string; html: string; isLast: boolean }> {
  const visit = { answering, unit, language: reader.lang, code: '' };
  const form = answersForm.parse(query);
  const locals = { ...pageLocals(visit, readStep(visit, form, query)), overInvited: false };
  const html = await renderView('responses/page', { ...reader, prefix: '', errors: [], ...locals });
  return {
    title: locals.title,
    html: leadingTo(html, answering.wave._id, pages),
    isLast: form.go === 'send',
  };
}

/** The page with forms that ask a preview for its next page. */
export function leadingTo(html: string, wave: string, pages: string): string {
  return html.replaceAll(
    `method="post" action="${answeringPath(wave)}/answers"`,
    `method="get" action="${pages}"`,
  );
}
