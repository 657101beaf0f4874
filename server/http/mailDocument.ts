/** Both forms of a short mail without a template of its own, in which words of another language are marked as on pages. */
import { directedLines } from '../i18n/directedLines.ts';
import type { Reader } from '../i18n/reader.ts';
import { markLanguages } from './markLanguages.ts';

/** @param body HTML */
export function mailDocument(body: string, { lang, dir }: Pick<Reader, 'lang' | 'dir'>): string {
  return markLanguages(
    `<!doctype html><html lang="${lang}" dir="${dir}"><body dir="${dir}">\n${body}\n</body></html>`,
    lang,
  );
}

/** Its plain text, in which a greeting may be a name alone. */
export const mailText = (paragraphs: readonly string[], { dir }: Pick<Reader, 'dir'>): string =>
  directedLines(paragraphs.join('\n\n'), dir);
