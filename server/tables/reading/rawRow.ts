/** A row as the file has it, before anybody knows what its columns mean. */

export type BadCellKind = 'error' | 'date' | 'noValue' | 'lost';

/** A cell whose value cannot be had; every other cell of its row can be read. */
export interface BadCell {
  /** From 0. */
  column: number;
  kind: BadCellKind;
  /** What stands in the cell instead. */
  found: string;
}

export interface RawRow {
  /** The row that the spreadsheet shows, or the line of the text on which it begins; from 1. */
  row: number;
  cells: string[];
  bad?: BadCell[];
  /** A spreadsheet does not show it, perhaps because of a filter. */
  isHidden?: true;
}
