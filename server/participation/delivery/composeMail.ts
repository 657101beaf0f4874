/**
 * The invitation as a mail: Persian, right to left, text and HTML that old mail programs can show (tables, styles on the elements,
 * `dir` as attributes). It is rendered once for each wave and purpose; each person's link and code are filled in afterwards.
 */
import { renderView } from '../../http/renderPage.ts';
import { formatter } from '../../i18n/format.ts';
import { isolated } from '../../i18n/text.ts';
import { translator } from '../../i18n/translator.ts';
import { answerLink } from '../../waves/paths.ts';
import { promiseKind, promiseOf } from '../../waves/promiseWording.ts';
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

const linkPlaceholder = 'https://link.invalid/';
const codePlaceholder = 'CODE-CODE-CODE';
/** Returns a function that makes the mail for one code. */
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
    promise: promiseOf(wave, 'fa')[promiseKind(baseUrl)],
    minutes: Math.ceil(wave.instruments.reduce((sum, { minutes }) => sum + minutes, 0)),
    paragraphs: wave.firstPage.purpose.split('\n').filter(Boolean),
    link: linkPlaceholder,
    code: codePlaceholder,
    home: baseUrl,
    isolated,
  };
  const html = await renderView('participation/delivery/mailHtml', locals);
  const text = (await renderView('participation/delivery/mailText', locals))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const subject = t(`messages:mail.${purpose}.subject`, { wave: isolated(wave.title) });
  return (code) => {
    const fill = (template: string) =>
      template
        .replaceAll(linkPlaceholder, answerLink(baseUrl, wave._id, code))
        .replaceAll(codePlaceholder, writeCode(code));
    return { subject, html: fill(html), text: fill(text) };
  };
}
