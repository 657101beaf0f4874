/** Everything wrong with a responses file, each problem with its position and what was expected there. */
export interface ResponseProblem {
  /** The line on which the record begins, from 1. */
  line: number;
  /** Number of the cell, from 1. */
  column: number;
  /** Name of the column, '' where there is none. */
  name: string;
  expected: string;
}

/** A file in a wrong format would have a problem in each cell. */
export const maxListedProblems = 20;

export class ResponseFileError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly ResponseProblem[],
    readonly more = false,
  ) {
    const lines = problems.map(
      ({ line, column, name, expected }) =>
        `${file}: line ${line}, column ${column}${name ? ` (${name})` : ''}: ${expected}`,
    );
    super([...lines, ...(more ? ['and more'] : [])].join('\n'));
    this.name = 'ResponseFileError';
  }
}
