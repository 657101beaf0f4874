/** The tab-separated structure of LimeSurvey: a row for each setting, group, question, row of an array and answer, once for each language. */
import { columnsNamed } from '../../tables/reading/findHeader.ts';
import { openTable } from '../../tables/reading/openTable.ts';
import { cellsByField } from '../../tables/reading/readTable.ts';
import { wholeTable } from '../../tables/reading/wholeTables.ts';
import { limeReader } from './limeReader.ts';
import { type LimeStructure, ownColumn } from './limeStructure.ts';

const names = {
  id: ['id'],
  kind: ['class'],
  type: ['type/scale'],
  name: ['name'],
  relevance: ['relevance'],
  text: ['text'],
  help: ['help'],
  language: ['language'],
  validation: ['validation'],
  mandatory: ['mandatory'],
  other: ['other'],
  default: ['default'],
  maxChars: ['maximum_chars'],
  assessment: ['assessment_value'],
  own: [ownColumn],
};
const columns = columnsNamed(names, ['kind', 'name', 'text']);
/** Columns that say nothing about what is asked. */
const idle = new Set(['related_id', 'encrypted', 'same_default']);

/** Null where the table is no structure of LimeSurvey. @throws UnreadableFile */
export async function readTsv(bytes: Buffer): Promise<LimeStructure | null> {
  const table = await openTable(bytes, columns);
  try {
    const { header } = table;
    if (!header || columns.required.some((name) => !header.fields.includes(name))) return null;
    const { add, structure } = limeReader({ group: 'G', question: 'Q', row: 'SQ', answer: 'A' });
    const take = wholeTable();
    for await (const row of table.rows()) {
      take(row.cells);
      const { kind = '', name = '', text = '', language = '', ...rest } = cellsByField(row, header);
      const more = row.cells.flatMap((cell, at) => {
        const heading = header.headings[at] ?? '';
        return cell && heading && !header.fields[at] && !idle.has(heading) ? [heading] : [];
      });
      add({ ...rest, kind, name, text, language, line: row.row, sheet: kind || '-', more });
    }
    return structure;
  } finally {
    await table.close();
  }
}
