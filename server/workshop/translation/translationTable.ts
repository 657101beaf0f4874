/**
 * Translations as a workbook and back. Rows are found by the text's id alone; a row that does not fit the draft (an id that it does not
 * have, a Persian text that is not the present one, an id that stands twice) stops the whole file, and nothing is guessed.
 */
import type { FileProblem } from '../../http/fileProblem.ts';
import type { Reader } from '../../i18n/reader.ts';
import { clean } from '../../i18n/text.ts';
import { translator } from '../../i18n/translator.ts';
import { columnsNamed } from '../../tables/reading/findHeader.ts';
import { badCellProblems, cellsByField, placeOf, readTable } from '../../tables/reading/readTable.ts';
import type { XlsxWorksheet } from '../../tables/xlsx/worksheet.ts';
import type { Asked } from './saveTranslations.ts';
import { type StatedText, translated } from './translationState.ts';

const fields = ['id', 'fa', 'en', 'azb'] as const;
type Field = (typeof fields)[number];

const headings = Object.fromEntries(
  fields.map((field) => {
    const keys = field === 'id' ? 'instruments:id' : `instruments:language.${field}`;
    return [field, (['fa', 'en'] as const).map((language) => translator(language)(keys))];
  }),
) as Record<Field, string[]>;
const columns = columnsNamed(headings, ['id', 'fa']);

export function translationWorksheet(texts: readonly StatedText[], { t }: Reader): XlsxWorksheet {
  const stateOf = ({ states }: StatedText, language: (typeof translated)[number]) =>
    t(`workshop:translation.state.${states[language].state}`);
  return {
    name: t('workshop:tab.translation'),
    columns: [
      { title: t('instruments:id'), width: 30 },
      ...fields.slice(1).map((language) => ({ title: t(`instruments:language.${language}`), width: 60 })),
      ...translated.map((language) => ({
        title: t('workshop:translation.stateOf', { language: t(`instruments:language.${language}`) }),
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

export type ReadTranslations = { ok: true; asked: Asked[] } | { ok: false; problems: FileProblem[] };

/** A column that the file does not have leaves its language as it is; an empty cell takes nothing away. */
export async function readTranslations(
  bytes: Buffer,
  texts: readonly StatedText[],
): Promise<ReadTranslations> {
  const table = await readTable(bytes, columns, fields.join(','));
  if ('problem' in table) return { ok: false, problems: [table.problem] };
  const known = new Map(texts.map((one) => [one.id, one]));
  const { header, rows, reading } = table;
  const missing = (['id', 'fa'] as const).filter((field) => !header.fields.includes(field));
  if (missing.length > 0) {
    const place = placeOf({ row: header.row }, 0, reading);
    const values = { expected: missing.join(', ') };
    return { ok: false, problems: [{ ...place, field: '', message: 'workshop:file.columns', values }] };
  }
  const seen = new Set<string>();
  const problems = badCellProblems(table);
  const asked: Asked[] = [];
  for (const row of rows) {
    const { id = '', fa = '', ...others } = cellsByField(row, header);
    const problem = (field: Field, message: string, found: string) =>
      problems.push({
        ...placeOf(row, Math.max(0, header.fields.indexOf(field)), reading),
        ...{ field, message: `workshop:file.${message}`, values: { found } },
      });
    const text = known.get(id.trim());
    if (!text) problem('id', 'unknownText', id);
    else if (seen.has(text.id)) problem('id', 'sameText', id);
    else if (clean(fa) !== text.text.fa) problem('fa', 'otherSource', text.text.fa);
    else
      for (const language of translated) {
        const written = clean(others[language] ?? '');
        if (written) asked.push({ text: text.id, language, written, state: undefined });
      }
    if (text) seen.add(text.id);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, asked };
}
