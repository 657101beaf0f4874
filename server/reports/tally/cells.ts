/** Reading and counting in the cells of a tally, at places that a `TallyLayout` gives out. */

/** Adds to a cell. */
export function add(cells: Float64Array, place: number, amount: number): void {
  cells[place]! += amount;
}

/** The number in a cell. */
export function cellAt(cells: Float64Array, place: number): number {
  return cells[place]!;
}
