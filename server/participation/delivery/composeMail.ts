/**
 * The invitation as a mail: Persian, right to left, text and HTML that stand in old mail programs (tables, styles on the
 * elements, `dir` as attributes). Rendered once a wave and purpose; each person's link and code are put in afterwards.
 */
import { renderView } from '../../http/renderPage.ts';
import { formatter } from '../../i18n/format.ts';
import { translator } from '../../i18n/translator.ts';
import { promiseOf } from '../../waves/promiseWording.ts';
import type { Wave } from '../../waves/wave.ts';
import { writeCode } from '../codeText.ts';
import type { Purpose } from './delivery.ts';
import type { MailMessage } from './outcome.ts';

type MailWave = Pick<
  Wave,
  | '_id'
  | 'title'
  | 'firstPage'
  | 'instruments'
  | 'closesAt'
  | 'minimum'
  | 'minimumDetail'
  | 'keysFingerprint'
  | 'promise'
>;

const linkMark = 'https://link.invalid/';
const codeMark = 'CODE-CODE-CODE';
const isolated = (text: string) => `\u2068${text}\u2069`;

export function linkOf(baseUrl: string, wave: string, code: string): string {
  return `${baseUrl}/w/${wave}#${code}`;
}

/** The part of the promise that holds for the way people will answer: cryptography keeps it only over https. */
const kindOfPromise = (baseUrl: string) =>
  /^https:|^http:\/\/localhost\b/.test(baseUrl) ? 'strong' : 'plain';

/** A function that gives the mail for one code. */
export async function mailComposer(
  wave: MailWave,
  purpose: Purpose,
  baseUrl: string,
): Promise<(code: string) => MailMessage> {
  const [t, f] = [translator('fa'), formatter('fa')];
  const locals = {
    t,
    f,
    wave,
    purpose,
    title: t(`messages:mail.${purpose}.title`),
    promise: promiseOf(wave, 'fa')[kindOfPromise(baseUrl)],
    minutes: Math.ceil(wave.instruments.reduce((sum, { minutes }) => sum + minutes, 0)),
    paragraphs: wave.firstPage.purpose.split('\n').filter(Boolean),
    link: linkMark,
    code: codeMark,
    home: baseUrl,
    isolated,
  };
  const html = await renderView('participation/delivery/mailHtml', locals);
  const text = (await renderView('participation/delivery/mailText', locals))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const subject = t(`messages:mail.${purpose}.subject`, { wave: isolated(wave.title) });
  return (code) => {
    const put = (template: string) =>
      template.replaceAll(linkMark, linkOf(baseUrl, wave._id, code)).replaceAll(codeMark, writeCode(code));
    return { subject, html: put(html), text: put(text) };
  };
}
