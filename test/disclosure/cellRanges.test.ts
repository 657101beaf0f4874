/** The network bound of a cell is exactly what the general linear programme finds. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellRange, type NetworkCell } from '../../server/disclosure/cellRanges.ts';
import { linearBounds } from './linearBounds.ts';

const anyCells = fc.array(
  fc.record({
    total: fc.nat({ max: 3 }),
    option: fc.constantFrom(0, 4, 5, 6),
    down: fc.nat({ max: 900 }),
    up: fc.nat({ max: 900 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** One equation a node: the sum of its cells is known. */
function equations(cells: readonly NetworkCell[]) {
  return [1, 2, 3, 4, 5, 6].flatMap((node) => {
    const members = [...cells.keys()].filter((at) => [cells[at]!.total, cells[at]!.option].includes(node));
    const sum = members.reduce((all, at) => all + cells[at]!.down, 0);
    const terms = members.map((at) => [at, 1] as const);
    return members.length > 0 ? [{ terms, low: sum, high: sum }] : [];
  });
}

describe('The range of a cell', () => {
  it('is that of the linear programme', async () => {
    await fc.assert(
      fc.asyncProperty(anyCells, async (cells) => {
        const limits = cells.map(({ down, up }) => [0, down + up] as const);
        const targets = cells.map((_, at) => [at]);
        const bounds = await linearBounds({ limits, known: equations(cells) }, targets);
        for (const [at, [low, high]] of bounds.entries()) {
          assert.ok(Math.abs(cellRange(cells, at) - (high - low)) < 1e-5, `cell ${at}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is looked for no further than asked', () => {
    const free: NetworkCell = { total: 0, option: 4, down: 50, up: 50 };
    assert.equal(cellRange([{ total: 1, option: 4, down: 50, up: 50 }, free], 0), 0);
    const two = [1, 2].flatMap((total) =>
      [4, 5].map((option): NetworkCell => ({ total, option, down: 50, up: 50 })),
    );
    assert.equal(cellRange(two, 0), 100);
    assert.equal(cellRange(two, 0, 30), 30);
  });
});
