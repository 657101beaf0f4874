/**
 * Places on a map of equal tiles: each place gets a tile near where it lies, north up and west left, so that neighbours stay neighbours and
 * every name has the same room. Tiles are given so that the squares of all shifts together are smallest; the same places give the same map.
 */
import { cheapestAssignment } from './assignment.ts';

export interface Place {
  /** Degrees. */
  latitude: number;
  longitude: number;
}

/** A third more tiles than places leaves gaps where the province has none, and no name is squeezed on a phone with four to six columns. */
const tilesPerPlace = 4 / 3;

/** @returns rows from the north, each from the west, of positions in `places`; null where a tile is empty. No row or column is all empty. */
export function tileGrid(places: readonly Place[]): (number | null)[][] {
  if (places.length === 0) return [];
  const columns = columnsFor(places.length);
  const rows = Math.max(1, Math.ceil((places.length * tilesPerPlace) / columns));
  const x = stretched(
    places.map(({ longitude }) => longitude),
    columns,
  );
  const y = stretched(
    places.map(({ latitude }) => -latitude),
    rows,
  );
  const costs = places.map((_, place) =>
    Array.from({ length: rows * columns }, (_, tile) => {
      const [row, column] = [Math.floor(tile / columns), tile % columns];
      return (x[place]! - column) ** 2 + (y[place]! - row) ** 2;
    }),
  );
  const tiles = cheapestAssignment(costs);
  const grid = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): number | null => {
      const place = tiles.indexOf(row * columns + column);
      return place < 0 ? null : place;
    }),
  );
  return withoutEmptyEdges(grid);
}

function columnsFor(places: number): number {
  if (places <= 4) return Math.min(places, 2);
  if (places <= 9) return 3;
  if (places <= 28) return 4;
  return places <= 45 ? 5 : 6;
}

/** Values spread from 0 to `count` − 1; all in the middle where they are equal. */
function stretched(values: readonly number[], count: number): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) =>
    high === low ? (count - 1) / 2 : ((value - low) / (high - low)) * (count - 1),
  );
}

function withoutEmptyEdges(grid: (number | null)[][]): (number | null)[][] {
  const rows = grid.filter((row) => row.some((tile) => tile !== null));
  const isUsed = (column: number) => rows.some((row) => row[column] !== null);
  return rows.map((row) => row.filter((_, column) => isUsed(column)));
}
