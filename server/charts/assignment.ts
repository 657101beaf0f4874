/**
 * Gives each row a column of its own so that the costs together are as low as possible: the Hungarian method with shortest augmenting
 * paths and potentials (Kuhn 1955; Jonker and Volgenant 1987), O(rows² × columns).
 */

/** @param costs one row of finite numbers a person, all of one length, not fewer columns than rows @returns the column of each row */
export function cheapestAssignment(costs: readonly (readonly number[])[]): number[] {
  const columns = costs[0]?.length ?? 0;
  if (costs.some((row) => row.length !== columns) || columns < costs.length)
    throw new RangeError(`${costs.length} rows cannot be given ${columns} columns`);
  // Row and column 0 are the start of every path; rows count from 1 in `rowOf`.
  const rowPotential: number[] = Array(costs.length + 1).fill(0);
  const columnPotential: number[] = Array(columns + 1).fill(0);
  const rowOf: number[] = Array(columns + 1).fill(0);
  for (let row = 1; row <= costs.length; row++) {
    const before = shortestPath(row, costs, { rowOf, rowPotential, columnPotential });
    augment(before, rowOf);
  }
  const result: number[] = Array(costs.length).fill(0);
  for (let column = 1; column <= columns; column++)
    if (rowOf[column]) result[rowOf[column]! - 1] = column - 1;
  return result;
}

interface Solution {
  rowOf: number[];
  rowPotential: number[];
  columnPotential: number[];
}

interface Path {
  /** The free column where it ends. */
  end: number;
  /** The column before each column on the path. */
  previous: number[];
}

/** From a row that has no column yet to a free column, along the lowest reduced costs; the potentials follow. */
function shortestPath(row: number, costs: readonly (readonly number[])[], solution: Solution): Path {
  const { rowOf, rowPotential, columnPotential } = solution;
  const distance: number[] = rowOf.map(() => Number.POSITIVE_INFINITY);
  const previous: number[] = rowOf.map(() => 0);
  const isDone: boolean[] = rowOf.map(() => false);
  rowOf[0] = row;
  let end = 0;
  do {
    isDone[end] = true;
    const from = rowOf[end]!;
    let nearest = 0;
    let step = Number.POSITIVE_INFINITY;
    for (let column = 1; column < rowOf.length; column++) {
      if (isDone[column]) continue;
      const reduced = costs[from - 1]![column - 1]! - rowPotential[from]! - columnPotential[column]!;
      if (reduced < distance[column]!) {
        distance[column] = reduced;
        previous[column] = end;
      }
      if (distance[column]! < step) {
        step = distance[column]!;
        nearest = column;
      }
    }
    for (let column = 0; column < rowOf.length; column++) {
      if (isDone[column]) {
        rowPotential[rowOf[column]!]! += step;
        columnPotential[column]! -= step;
      } else distance[column]! -= step;
    }
    end = nearest;
  } while (rowOf[end] !== 0);
  return { end, previous };
}

function augment({ end, previous }: Path, rowOf: number[]): void {
  for (let column = end; column !== 0; column = previous[column]!) rowOf[column] = rowOf[previous[column]!]!;
}
