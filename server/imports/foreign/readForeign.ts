/** Reads a table of another program: its columns with what each stands for, and the labels in them. Runs in a thread. */
import type { Columns } from '../../tables/reading/findHeader.ts';
import { type OpenTable, openTable, type TableRow } from '../../tables/reading/openTable.ts';
import type { Reading } from '../../tables/reading/reading.ts';
import { namedWidth } from '../../tables/reading/readTable.ts';
import { trimInvisible } from '../../tables/reading/tidyCell.ts';
import type { MatchHeading } from './matchHeadings.ts';
import { isEmptyLabel } from './matchLabels.ts';

export interface ForeignColumn {
  heading: string;
  /** The id of a question that the heading names; empty where it names none, or one that an earlier column has. */
  target: string;
  /** How many rows have something in it. */
  filled: number;
  /** What stands in it, in the order of the file; null for texts and numbers of many kinds. */
  labels: string[] | null;
}

export interface ForeignTable {
  columns: ForeignColumn[];
  rows: number;
  reading: Reading;
}

/** A column with more is no question with choices; offices are the longest list. */
export const maxLabels = 400;
const maxLabelLength = 200;

/** No row is asked to name this, so that none is taken for complete. */
const nothing = '\u0000';

/** Where no row names a question, the first is the header. */
export async function openForeign(bytes: Buffer, match: MatchHeading): Promise<OpenTable<string>> {
  const columnsOf = (fieldOf: Columns<string>['fieldOf']) => ({ required: [nothing], fieldOf });
  const table = await openTable(bytes, columnsOf(match));
  if (table.header) return table;
  await table.close();
  const first = new Set(table.first.map(trimInvisible));
  return openTable(
    bytes,
    columnsOf((heading) => (first.has(heading) ? heading : null)),
  );
}

export async function surveyForeign(bytes: Buffer, match: MatchHeading): Promise<ForeignTable> {
  const table = await openForeign(bytes, match);
  try {
    const headings = headingsOf(table);
    const found = new Set<string>();
    const columns = headings.map((heading): ForeignColumn => {
      const target = (heading && match(heading)) || '';
      const isFirst = target !== '' && !found.has(target);
      found.add(target);
      return { heading, target: isFirst ? target : '', filled: 0, labels: null };
    });
    const labels: (Set<string> | null)[] = columns.map(() => new Set());
    let rows = 0;
    for await (const { cells } of table.rows()) {
      rows += 1;
      for (const [at, column] of columns.entries()) {
        const cell = cells[at] ?? '';
        if (isEmptyLabel(cell)) continue;
        column.filled += 1;
        const seen = labels[at];
        seen?.add(cell);
        if (seen && (seen.size > maxLabels || cell.length > maxLabelLength)) labels[at] = null;
      }
    }
    for (const [at, column] of columns.entries()) {
      const seen = labels[at];
      column.labels = seen ? [...seen] : null;
    }
    return { columns, rows, reading: withoutUnread(table.reading) };
  } finally {
    await table.close();
  }
}

/** Of the columns that have one, in their places. */
export function headingsOf({ header }: OpenTable<string>): string[] {
  return header ? header.headings.slice(0, namedWidth(header)) : [];
}

/** Which columns are left out is said one by one elsewhere. */
export function withoutUnread(reading: Reading): Reading {
  return { ...reading, passedOver: reading.passedOver.filter(({ what }) => what !== 'unreadColumns') };
}

export type { TableRow };
