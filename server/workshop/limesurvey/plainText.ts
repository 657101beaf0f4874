/** Texts of LimeSurvey are HTML; ours are plain. What is lost by that is listed. */
import { clean } from '../../i18n/text.ts';
import { decodeEntities } from '../../tables/reading/workbook/readXml.ts';
import type { PassedOver } from '../xlsform/passedOver.ts';
import { type LimeText, languageOfCode } from './limeStructure.ts';

const named: [RegExp, string][] = [
  [/&nbsp;/gi, ' '],
  [/&zwnj;/gi, '\u200c'],
  [/&laquo;/gi, '«'],
  [/&raquo;/gi, '»'],
  [/&hellip;/gi, '…'],
  [/&zwj;/gi, '\u200d'],
  [/&[lr]rm;/gi, ''],
  [/&ndash;/gi, '–'],
  [/&mdash;/gi, '—'],
  [/&lsquo;/gi, '‘'],
  [/&rsquo;/gi, '’'],
  [/&ldquo;/gi, '“'],
  [/&rdquo;/gi, '”'],
  [/&bull;/gi, '•'],
  [/&middot;/gi, '·'],
];
const tags = /<\/?[a-z][^<>]*>/gi;

export function plainText(html: string): string {
  const withoutTags = withoutScripts(html)
    .replace(/<br[^<>]{0,40}>|<\/p>|<\/div>|<\/li>/gi, '\n')
    .replace(tags, '');
  return clean(
    decodeEntities(named.reduce((text, [entity, sign]) => text.replace(entity, sign), withoutTags)),
  );
}

/** Scripts and styles are no words; one that does not end goes on to the end. */
function withoutScripts(html: string): string {
  const [before = '', ...parts] = html.split(/<(?=(?:script|style)\b)/i);
  return [
    before,
    ...parts.map((part) =>
      part
        .split(/<\/(?:script|style)\s{0,9}>/i)
        .slice(1)
        .join(''),
    ),
  ].join('');
}

export interface TextSource {
  place: Pick<PassedOver, 'sheet' | 'row'>;
  language: string;
  /** The first language of the survey. */
  isFirst: boolean;
}

/** Puts a text into its language, and lists what of it is no plain text. */
export function addText(
  to: LimeText,
  html: string,
  { place, language, isFirst }: TextSource,
  passedOver: PassedOver[],
): void {
  const text = plainText(html);
  if (!text) return;
  if (/<(?:img|video|audio|iframe|script|style|table|a)\b/i.test(html))
    passedOver.push({ ...place, reason: 'markup', found: text.slice(0, 80) });
  if (/\{[^{}]{1,200}\}/.test(text))
    passedOver.push({ ...place, reason: 'expression', found: text.slice(0, 80) });
  const known = languageOfCode(language);
  if (known) to.texts[known] = text;
  else if (isFirst) to.plain = text;
}
