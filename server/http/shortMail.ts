/**
 * A short mail without a template of its own. In its HTML words of another language are marked as on pages, and in its plain text each line
 * runs as its language does.
 */
import { directedLines } from '../i18n/directedLines.ts';
import type { Reader } from '../i18n/reader.ts';
import { escapeHtml } from '../i18n/text.ts';
import { markLanguages } from './markLanguages.ts';

export interface ShortMail {
  subject: string;
  text: string;
  html: string;
}

/** @param parts its paragraphs; a link stands in one of its own */
export function shortMail(
  subject: string,
  parts: readonly (string | { link: string })[],
  { lang, dir }: Pick<Reader, 'lang' | 'dir'>,
): ShortMail {
  const body = parts.map((part) =>
    typeof part === 'string' ? `<p>${escapeHtml(part)}</p>` : anchor(part.link),
  );
  const document = `<!doctype html><html lang="${lang}" dir="${dir}"><body dir="${dir}">\n${body.join('\n')}\n</body></html>`;
  const paragraphs = parts.map((part) => (typeof part === 'string' ? part : part.link));
  return { subject, text: mailText(paragraphs, { dir }), html: markLanguages(document, lang) };
}

const anchor = (link: string) =>
  `<p dir="ltr"><a href="${escapeHtml(link)}" translate="no">${escapeHtml(link)}</a></p>`;

/** The plain text of any mail, in which a greeting may be a name alone. */
export const mailText = (paragraphs: readonly string[], { dir }: Pick<Reader, 'dir'>): string =>
  directedLines(paragraphs.join('\n\n'), dir);
