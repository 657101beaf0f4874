/** All that is wrong with a responses file, each with its place and what was expected there. */
export interface ResponseProblem {
  /** From 1; that on which the record begins. */
  line: number;
  /** Number of the cell, from 1. */
  column: number;
  /** Name of the column, '' where there is none. */
  name: string;
  expected: string;
}

/** So many are named; a file in a wrong format would have one in each cell. */
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
