/**
 * Translations as a workbook and back. Rows are found by the text's id alone; a row that does not fit the draft (an id that it does not
 * have, a Persian text that is not the present one, an id that stands twice) stops the whole file, and nothing is guessed.
 */
import type { Reader } from '../../i18n/reader.ts';
import { clean } from '../../i18n/text.ts';
import { type Translate, translator } from '../../i18n/translator.ts';
import { columnsNamed } from '../../tables/reading/findHeader.ts';
import { type ReadRecords, readRecords } from '../../tables/reading/readRecords.ts';
import { hasLostLetters } from '../../tables/reading/tidyCell.ts';
import type { XlsxWorksheet } from '../../tables/xlsx/worksheet.ts';
import type { Asked } from './saveTranslations.ts';
import { type StatedText, translated } from './translationState.ts';

const languages = ['fa', ...translated] as const;
type Language = (typeof languages)[number];
type Field = 'id' | Language | `state ${Language}`;

const inBoth = (key: string, valuesOf: (t: Translate) => Record<string, string> = () => ({})) =>
  (['fa', 'en'] as const).map(translator).map((t) => t(key, valuesOf(t)));
const languageName = (t: Translate, language: Language) => t(`instruments:language.${language}`);
const headings = Object.fromEntries([
  ['id', inBoth('instruments:id')],
  ...languages.map((one) => [one, inBoth(`instruments:language.${one}`)]),
  // Written for people and not read: what is checked is said on the page.
  ...languages.map((one) => [
    `state ${one}`,
    inBoth('workshop:translation.stateOf', (t) => ({ language: languageName(t, one) })),
  ]),
]) as Record<Field, string[]>;

const translationTable = {
  columns: columnsNamed<Field>(headings, ['id', 'fa']),
  expected: ['id', ...languages].join(','),
  empty: 'workshop:file.empty',
};

export function translationWorksheet(texts: readonly StatedText[], { t }: Reader): XlsxWorksheet {
  const stateOf = ({ states }: StatedText, language: (typeof translated)[number]) =>
    t(`workshop:translation.state.${states[language].state}`);
  return {
    name: t('workshop:tab.translation'),
    columns: [
      { title: t('instruments:id'), width: 30 },
      ...languages.map((language) => ({ title: languageName(t, language), width: 60 })),
      ...translated.map((language) => ({
        title: t('workshop:translation.stateOf', { language: languageName(t, language) }),
        width: 18,
      })),
    ],
    rows: texts.map((one) => [
      one.id,
      one.text.fa,
      one.text.en ?? null,
      one.text.azb ?? null,
      ...translated.map((language) => stateOf(one, language)),
    ]),
  };
}

/** A column that the file does not have leaves its language as it is; an empty cell takes nothing away. */
export async function readTranslations(
  bytes: Buffer,
  texts: readonly StatedText[],
): Promise<ReadRecords<Asked>> {
  const known = new Map(texts.map((one) => [one.id, one]));
  return readRecords(bytes, translationTable, (rows) => {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const text = known.get(row.cell('id'));
      const wrong = (field: Field, message: string, found: string) => {
        row.wrong(field, `workshop:file.${message}`, { found });
        return [];
      };
      if (!text) return wrong('id', 'unknownText', row.cell('id'));
      if (seen.has(text.id)) return wrong('id', 'sameText', text.id);
      seen.add(text.id);
      if (clean(row.cell('fa')) !== text.text.fa) return wrong('fa', 'otherSource', text.text.fa);
      return translated.flatMap((language) => {
        const written = clean(row.cell(language));
        if (hasLostLetters(written)) {
          row.wrong(language, 'tables:bad.lost', { found: written });
          return [];
        }
        return written ? { text: text.id, language, written, state: undefined } : [];
      });
    });
  });
}
