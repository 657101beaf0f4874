/** What the thread of a foreign table is asked for, and what it answers. */
import type { UnreadableReason } from '../../tables/reading/unreadable.ts';
import type { Known } from './known.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import type { ForeignTable } from './readForeign.ts';

/** A file to be read, or a table to be mapped. */
export interface ForeignTask {
  known: Known;
  bytes?: Uint8Array;
  table?: ForeignTable;
  mapping?: Mapping;
}

export type ForeignReply =
  | { table: ForeignTable }
  | { mapped: MappedForeign }
  | { reason: UnreadableReason; line: number; column: number };
