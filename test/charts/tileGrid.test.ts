/** The map of tiles: neighbours stay neighbours, whatever the province; and the assignment behind it is the cheapest. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cheapestAssignment } from '../../server/charts/assignment.ts';
import { tileGrid } from '../../server/charts/tileGrid.ts';
import { type Tile, tileMap } from '../../server/charts/tileMap.ts';
import { eastAzerbaijan } from '../../server/offices/seedOffices.ts';

const permutations = (count: number): number[][] =>
  count === 0
    ? [[]]
    : permutations(count - 1).flatMap((one) =>
        Array.from({ length: count }, (_, at) => [...one.slice(0, at), count - 1, ...one.slice(at)]),
      );

describe('tile maps', () => {
  const placed = eastAzerbaijan().of1399.filter(({ latitude }) => latitude != null);
  const places = placed.map(({ latitude, longitude }) => ({ latitude: latitude!, longitude: longitude! }));

  it('assign at the lowest cost, as trying everything does', () => {
    const costs = fc.array(fc.array(fc.nat(50), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(costs, (rows) => {
        const sum = (chosen: readonly number[]) => rows.reduce((all, row, at) => all + row[chosen[at]!]!, 0);
        const found = cheapestAssignment(rows);
        assert.equal(new Set(found).size, rows.length);
        assert.equal(sum(found), Math.min(...permutations(5).map(sum)));
      }),
    );
    assert.throws(() => cheapestAssignment([[1], [2]]), RangeError);
  });

  it('put the 21 governorates where the map of the province has them', () => {
    const grid = tileGrid(places).map((row) =>
      row.map((at) => (at === null ? '' : placed[at]!.code.slice(3))),
    );
    assert.deepEqual(grid, [
      ['', '', 'khoda-afarin', ''],
      ['jolfa', '', 'kaleybar', 'hurand'],
      ['marand', 'varzaqan', 'ahar', ''],
      ['shabestar', 'tabriz', 'heris', ''],
      ['azarshahr', 'osku', 'bostanabad', 'sarab'],
      ['ajab-shir', 'maragheh', 'hashtrud', 'mianeh'],
      ['bonab', 'malekan', 'charuymaq', ''],
    ]);
  });

  it('give every place of any province one tile, in at most six columns, with none left empty at an edge', () => {
    const degree = fc.double({ min: 25, max: 64, noNaN: true });
    const anyProvince = fc.array(fc.record({ latitude: degree, longitude: degree }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyProvince, (province) => {
        const grid = tileGrid(province);
        const used = grid.flat().filter((at) => at !== null);
        assert.deepEqual(
          [...used].sort((a, b) => a - b),
          [...province.keys()],
        );
        assert.ok(grid.every((row) => row.length === grid[0]!.length && row.length <= 6));
        assert.ok(grid.every((row) => row.some((at) => at !== null)));
      }),
      { numRuns: 60 },
    );
  });

  it('keep west on the left in both directions of reading, and are none where fewer than two places are known', () => {
    const tiles = placed.map(({ code }, at) => ({ tile: { code } as Tile, place: places[at]! }));
    const codes = (dir: 'rtl' | 'ltr') =>
      tileMap(tiles, dir)!.rows.map((row) => row.map((tile) => tile?.code));
    // A row of a page that reads from right to left begins at the right.
    assert.deepEqual(
      codes('rtl'),
      codes('ltr').map((row) => [...row].reverse()),
    );
    assert.equal(codes('ltr')[1]![0], 'ea-jolfa');
    assert.equal(tileMap([{ ...tiles[0]!, place: null }, tiles[1]!], 'ltr'), null);
  });
});
