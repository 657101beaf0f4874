// The failure of one statement inside a write command, which the others survive.
import { StoreError } from '../errors.ts';

export interface WriteError {
  index: number;
  code: number;
  errmsg: string;
}

/** The write error of statement `index`; throws what ends the whole command. */
export function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof StoreError) || error.codeName === 'OutOfDiskSpace') throw error;
  return { index, code: error.code, errmsg: error.message, ...error.details };
}
