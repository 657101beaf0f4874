/**
 * Reads a table of another program once, in a thread: each column becomes a list of its different values and a number for each row, so that
 * mapping it, however often, reads no text again.
 */
import type { Columns } from '../../tables/reading/findHeader.ts';
import { type OpenTable, openTable } from '../../tables/reading/openTable.ts';
import type { BadCell } from '../../tables/reading/rawRow.ts';
import type { Reading } from '../../tables/reading/reading.ts';
import { namedWidth } from '../../tables/reading/readTable.ts';
import { trimInvisible } from '../../tables/reading/tidyCell.ts';
import type { MatchHeading } from './matchHeadings.ts';
import { isEmptyLabel } from './matchLabels.ts';

export interface ForeignColumn {
  heading: string;
  /** Different values in the order of the file; the first is that of an empty cell. */
  values: string[];
  /** For each row the place of its value. */
  codes: Uint32Array;
  /** How many rows have something in it. */
  filled: number;
}

export interface ForeignTable {
  columns: ForeignColumn[];
  /** The number of each row in the file. */
  rows: Uint32Array;
  /** Damaged cells by the place of the row. */
  bad: (BadCell & { at: number })[];
  reading: Reading;
}

/** No row is asked to name this, so that none is taken for complete. */
const nothing = '\u0000';

/** Where no row names a question, the first is the header. */
async function openForeign(bytes: Buffer, match: MatchHeading): Promise<OpenTable<string>> {
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

/** @throws UnreadableFile */
export async function readForeign(bytes: Buffer, match: MatchHeading): Promise<ForeignTable> {
  const table = await openForeign(bytes, match);
  try {
    const headings = table.header ? table.header.headings.slice(0, namedWidth(table.header)) : [];
    const columns = headings.map(columnReader);
    const rows: number[] = [];
    const bad: ForeignTable['bad'] = [];
    for await (const row of table.rows()) {
      for (const [at, column] of columns.entries()) column.add(row.cells[at] ?? '');
      for (const cell of row.bad) bad.push({ ...cell, at: rows.length });
      rows.push(row.row);
    }
    const { reading } = table;
    // Which columns are left out is said one by one elsewhere.
    const passedOver = reading.passedOver.filter(({ what }) => what !== 'unreadColumns');
    return {
      columns: columns.map(({ done }) => done()),
      rows: Uint32Array.from(rows),
      bad,
      reading: { ...reading, passedOver },
    };
  } finally {
    await table.close();
  }
}

function columnReader(heading: string) {
  const places = new Map([['', 0]]);
  const codes: number[] = [];
  const isFilled = [false];
  let filled = 0;
  return {
    add(cell: string) {
      let place = places.get(cell);
      if (place === undefined) {
        place = places.size;
        places.set(cell, place);
        isFilled.push(!isEmptyLabel(cell));
      }
      if (isFilled[place]) filled += 1;
      codes.push(place);
    },
    done: (): ForeignColumn => ({
      heading,
      values: [...places.keys()],
      codes: Uint32Array.from(codes),
      filled,
    }),
  };
}

/** A column with more is no question with choices; offices are the longest list. */
const maxLabels = 400;
const maxLabelLength = 200;

/** What stands in a column that may be a question with choices; null for texts and numbers of many kinds. */
export function labelsOf({ values }: ForeignColumn): string[] | null {
  const labels = values.filter((value) => !isEmptyLabel(value));
  return labels.length > maxLabels || labels.some(({ length }) => length > maxLabelLength) ? null : labels;
}

/** What each heading stands for; empty where it names nothing, or what an earlier column has. */
export function targetsOf({ columns }: ForeignTable, match: MatchHeading): string[] {
  const found = columns.map(({ heading }) => (heading && match(heading)) || '');
  return found.map((target, at) => (found.indexOf(target) < at ? '' : target));
}
