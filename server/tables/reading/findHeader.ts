/**
 * The header of a table is the row that names its columns, wherever it stands: above it may be titles and empty rows. Headings on two
 * rows, as merged cells leave them, are one header.
 */
import { key } from '../../i18n/text.ts';
import type { RawRow } from './rawRow.ts';
import { trimInvisible } from './tidyCell.ts';

/** The columns that a kind of table has. */
export interface Columns<Field extends string> {
  fieldOf(heading: string): Field | null;
  /** Without these a row is a header only where no row has them all. */
  required: readonly Field[];
}

export interface Header<Field extends string> {
  /** Its first and its last row. */
  firstRow: number;
  row: number;
  /** As written, without spaces around it; empty where a column has none. */
  headings: string[];
  /** What each column is; a field is found once, at the first heading that names it. */
  fields: (Field | null)[];
}

/** What headings are compared by: upper and lower case, spaces, hyphens, a colon at the end and the ی of «شماره‌ی» make no difference. */
export const headingKey = (text: string) =>
  key(text.replace(/[*:؛;_.\-‐-―]/g, ' ').replace(/ه\u200cی(?= )/g, 'ه'));

/** `mobile (required)` without what is said of the column. */
function withoutRemark(heading: string): string {
  const at = heading.search(/[([（]/);
  return at > 0 && /[)\]）][\s:*]?$/.test(heading) ? heading.slice(0, at) : heading;
}

/** Columns by the headings that name them. */
export function columnsNamed<Field extends string>(
  names: Record<Field, readonly string[]>,
  required: readonly NoInfer<Field>[],
): Columns<Field> {
  const fields = Object.keys(names) as Field[];
  const byKey = new Map(
    fields.flatMap((field) => [field, ...names[field]].map((name) => [headingKey(name), field] as const)),
  );
  const fieldOf = (heading: string) =>
    byKey.get(headingKey(heading)) ?? byKey.get(headingKey(withoutRemark(heading))) ?? null;
  return { required, fieldOf };
}

const distinct = <Field>(fields: readonly (Field | null)[]) => new Set(fields.filter((one) => one !== null));

/** How good a header is: one with all required columns before any other, then the one that names more. */
export function headerScore<Field extends string>(
  header: Header<Field> | null,
  { required }: Columns<Field>,
): number {
  if (!header) return 0;
  const named = distinct(header.fields);
  return named.size + (required.every((field) => named.has(field)) ? 1000 : 0);
}

/** The best header among the first rows of a table, or null where none of them names any column. */
export function findHeader<Field extends string>(
  rows: readonly RawRow[],
  columns: Columns<Field>,
): Header<Field> | null {
  let best: Header<Field> | null = null;
  const consider = (header: Header<Field> | null) => {
    if (headerScore(header, columns) > headerScore(best, columns)) best = header;
  };
  for (const [at, row] of rows.entries()) {
    consider(headerOf([row.row, row.row], row.cells.map(trimInvisible), columns));
    const above = rows[at - 1];
    if (above) consider(headerOnTwoRows(above, row, columns));
  }
  return best;
}

function headerOf<Field extends string>(
  [firstRow, row]: readonly [number, number],
  headings: string[],
  { fieldOf }: Columns<Field>,
): Header<Field> {
  const found = new Set<Field>();
  const fields = headings.map((heading) => {
    const field = heading ? fieldOf(heading) : null;
    if (field === null || found.has(field)) return null;
    found.add(field);
    return field;
  });
  return { firstRow, row, headings, fields };
}

/**
 * Both rows as one header, if the lower names columns that the upper leaves open and has nothing else below those that the upper names:
 * otherwise it is a row of the table. A merged heading stands in its first cell and is part of what is below the cells after it.
 */
function headerOnTwoRows<Field extends string>(
  upper: RawRow,
  lower: RawRow,
  columns: Columns<Field>,
): Header<Field> | null {
  const { fieldOf } = columns;
  let group = '';
  let named = 0;
  const headings: string[] = [];
  for (let at = 0; at < Math.max(upper.cells.length, lower.cells.length); at += 1) {
    const above = trimInvisible(upper.cells[at] ?? '');
    const below = trimInvisible(lower.cells[at] ?? '');
    if (above) group = above;
    if (above && fieldOf(above) && below && !fieldOf(below) && !fieldOf(`${above} ${below}`)) return null;
    const names = below ? [`${group} ${below}`, below] : [above];
    const heading = names.find((name) => fieldOf(name) !== null);
    if (below && heading) named += 1;
    headings.push(heading ?? [above, below].filter(Boolean).join(' '));
  }
  const single = headerOf([upper.row, upper.row], upper.cells.map(trimInvisible), columns);
  const both = headerOf([upper.row, lower.row], headings, columns);
  const isMore = named > 0 && distinct(both.fields).size > distinct(single.fields).size;
  return isMore ? both : null;
}
