/** What an offices file says about one office, and the error that lists everything wrong with a file at once. */
import { type FilePosition, type FileProblem, problemLine, sortByPosition } from '../http/fileProblem.ts';

/** One office of a file. Where a field is undefined the file does not state it, and the stored value stays. */
export interface OfficeRecord {
  code: string;
  /** Id of a level. */
  level: string;
  nameFa: string;
  parent: string | null;
  nameEn?: string | undefined;
  shortNameFa?: string | null | undefined;
  shortNameEn?: string | null | undefined;
  statisticalCode?: string | null | undefined;
  /** First and last day (ISO date, inclusive), null where open. */
  validFrom?: string | null | undefined;
  validTo?: string | null | undefined;
  replaces?: string[] | undefined;
  headcount?: number | undefined;
  /** Degrees, both or neither. */
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
}

/** Everything wrong with a file, in the order of the file. `message` is English, with one line for each problem. */
export class OfficeFileError extends Error {
  readonly fileName: string;
  readonly problems: FileProblem[];

  constructor(fileName: string, problems: FileProblem[]) {
    const inOrder = sortByPosition(problems);
    super(inOrder.map((problem) => problemLine(fileName, problem)).join('\n'));
    this.fileName = fileName;
    this.problems = inOrder;
  }
}

/** One office as a file has it, before it is checked, with the position of each field. */
export interface RawOffice {
  values: Record<string, unknown>;
  positionOf(field: string): FilePosition;
}
