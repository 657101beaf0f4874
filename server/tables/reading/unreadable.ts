/** A file that cannot be read as a table at all. The sentence of each reason (`tables:unreadable`) says how to save it. */
import type { FileProblem } from '../../http/fileProblem.ts';

export type UnreadableReason =
  | 'empty'
  | 'oldExcel'
  | 'password'
  | 'notAList'
  | 'otherArchive'
  | 'damagedWorkbook'
  | 'tooLarge'
  | 'encoding'
  | 'lostLetters'
  | 'quote';

export class UnreadableFile extends Error {
  /** @param line where reading stopped, 0 where no line can be named; column, of a text, the number of the cell */
  constructor(
    readonly reason: UnreadableReason,
    readonly line = 0,
    readonly column = line ? 1 : 0,
  ) {
    super(`the file cannot be read: ${reason}${line ? `, line ${line}` : ''}`);
    this.name = 'UnreadableFile';
  }
}

/** What ended a thread that reads a file: one that needs more memory than the thread is given is too large. */
export function reasonOfThreadEnd(error: unknown): unknown {
  const isOutOfMemory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOutOfMemory ? new UnreadableFile('tooLarge') : error;
}

export const problemOfUnreadable = ({ reason, line, column }: UnreadableFile): FileProblem => ({
  line,
  column,
  field: '',
  message: `tables:unreadable.${reason}`,
  values: {},
});
