/** What the thread of a workbook and its reader say to each other. */
import type { RawRow } from '../rawRow.ts';
import type { UnreadableReason } from '../unreadable.ts';

export interface WorksheetStart {
  name: string;
  isHidden: boolean;
  /** Its first filled rows; none of a hidden one. */
  rows: RawRow[];
  /** Positions of columns that are not shown. */
  hiddenColumns: number[];
}

/** Which worksheet to read; sent again, it asks for more of it. */
export interface Request {
  worksheet: number;
}

export type Reply =
  | { worksheets: WorksheetStart[] }
  | { rows: RawRow[]; isEnd: boolean }
  | { reason: UnreadableReason };
