/** Tiles at their places as a page draws them: rows from the north, each in reading direction, so that west is left in every language. */
import type { Direction } from './horizontalScale.ts';
import { type Place, tileGrid } from './tileGrid.ts';

/** One tile: its number, and the verdict as a fill (`kind`), a mark and a word. */
export interface Tile {
  code: string;
  name: string;
  /** '' where there is none to show. */
  number: string;
  kind: string;
  /** SVG */
  mark: string;
  word: string;
  href: string;
  isChosen: boolean;
}

export interface TileMap {
  /** How many tiles a row has. */
  columns: number;
  rows: (Tile | null)[][];
}

/** null where no place is known: a map of one office says nothing either. */
export function tileMap(
  tiles: readonly { tile: Tile; place: Place | null }[],
  dir: Direction,
): TileMap | null {
  const placed = tiles.flatMap(({ tile, place }) => (place ? [{ tile, place }] : []));
  if (placed.length < 2) return null;
  const grid = tileGrid(placed.map(({ place }) => place));
  const rows = grid.map((row) => {
    const fromWest = row.map((at) => (at === null ? null : (placed[at]?.tile ?? null)));
    return dir === 'rtl' ? fromWest.reverse() : fromWest;
  });
  return { columns: rows[0]?.length ?? 0, rows };
}
