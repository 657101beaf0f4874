/** Breakdowns by one demographic: every set of cells an attacker can compute holds minimumDetail persons, or nobody. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import { type OptionDecisions, protectOptions } from '../../server/disclosure/protectOptions.ts';
import { linearBounds } from './linearBounds.ts';
import { officeGroups, randomFrom } from './provinces.ts';
import { RowSpace } from './rowSpace.ts';

/** Sums of the scores behind counts by office and column. */
function sumsOf(counts: number[][], seed: number, isExtreme = false): number[][] {
  const random = randomFrom(seed);
  const mean = () => (isExtreme ? [0.01, 0.05, 0.95, 0.99][Math.floor(4 * random())]! : 0.2 + 0.6 * random());
  return counts.map((row) => row.map((n) => Math.round(n * 100 * mean())));
}

/** Counts by office and column (options, then those who gave no answer), and the sums of their scores. */
async function situation(parents: (number | null)[], counts: number[][], sums: number[][]) {
  const columns = counts[0]!.map((_, c) => ({
    id: `c${c}`,
    n: counts.map((row) => row[c]!),
    sum: sums.map((row) => row[c]!),
  }));
  const add = (rows: number[][]) => rows.map((row) => row.reduce((a, b) => a + b, 0));
  const total = { id: 'index', n: add(counts), sum: add(sums) };
  const groups = officeGroups(parents);
  const headcounts = total.n.map((n) => n + 2);
  const main = protectMeasures({ headcounts, groups, measures: [total], minimum: 5, minimumDetail: 10 });
  const isTotalShown = (id: string) => main.decide('index', id) === 'detail';
  const options = columns.slice(0, -1).map(({ id }) => id);
  const measures = [{ total, options: columns.slice(0, -1) }];
  const decisions = await protectOptions({
    headcounts,
    groups,
    options,
    measures,
    isTotalShown,
    minimumDetail: 10,
  });
  return { groups, columns, options, isTotalShown, decisions, total };
}

type Situation = Awaited<ReturnType<typeof situation>>;

interface Cell {
  atoms: readonly number[];
  columns: number[];
}

const anySituation = fc
  .record({
    offices: fc.array(
      fc.tuple(
        fc.nat(),
        fc.array(fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 40 })), { minLength: 3, maxLength: 3 }),
      ),
      {
        minLength: 2,
        maxLength: 4,
      },
    ),
    undisclosed: fc.boolean(),
    isExtreme: fc.boolean(),
    seed: fc.nat(),
  })
  .map(({ offices, undisclosed, ...rest }) => ({
    parents: offices.map(([choice], i) => (i === 0 ? null : choice % i)),
    counts: offices.map(([, row]) => (undisclosed ? row : [...row.slice(0, 2), 0])),
    ...rest,
  }));

function shownCells({ groups, columns, options, isTotalShown, decisions }: Situation): Cell[] {
  const all = columns.map((_, c) => c);
  return groups.flatMap(({ id, atoms }) => [
    ...(isTotalShown(id) ? [{ atoms, columns: all }] : []),
    ...options.flatMap((option, c) =>
      decisions.decide(option, id) === 'detail' ? [{ atoms, columns: [c] }] : [],
    ),
  ]);
}

function vector(
  offices: number,
  width: number,
  atoms: readonly number[],
  columns: readonly number[],
): number[] {
  return Array.from({ length: offices * width }, (_, i) =>
    atoms.includes(Math.floor(i / width)) && columns.includes(i % width) ? 1 : 0,
  );
}

describe('A breakdown by one demographic', () => {
  it('lets no set of cells under ten be computed from options, totals and offices', async () => {
    await fc.assert(
      fc.asyncProperty(anySituation, async ({ parents, counts, seed, isExtreme }) => {
        const given = await situation(parents, counts, sumsOf(counts, seed, isExtreme));
        const offices = given.total.n.length;
        const width = given.columns.length;
        const cells = offices * width;
        const space = new RowSpace(
          shownCells(given).map((cell) => vector(offices, width, cell.atoms, cell.columns)),
        );
        const persons = Array.from(
          { length: cells },
          (_, i) => given.columns[i % width]!.n[Math.floor(i / width)]!,
        );
        for (let set = 1; set < 2 ** cells; set++) {
          let n = 0;
          for (let i = 0; i < cells; i++) if ((set >> i) & 1) n += persons[i]!;
          if (n === 0 || n >= 10) continue;
          const row = persons.map((_, i) => (set >> i) & 1);
          assert.ok(!space.contains(row), `cells ${row} with ${n} persons follow`);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('narrows no cell of few persons to less than 20 points, or at all where its total alone does', async () => {
    await fc.assert(
      fc.asyncProperty(anySituation, async ({ parents, counts, seed, isExtreme }) => {
        const given = await situation(parents, counts, sumsOf(counts, seed, isExtreme));
        const width = given.columns.length;
        const unknown = (atom: number, c: number) => atom * width + c;
        const limits = given.total.n.flatMap((_, atom) =>
          given.columns.map(({ n }) => [0, 100 * n[atom]!] as const),
        );
        const knownFrom = (cells: Cell[]) =>
          cells.map(({ atoms, columns }) => {
            const pairs = atoms.flatMap((atom) => columns.map((c) => ({ atom, c })));
            const sum = pairs.reduce((total, { atom, c }) => total + given.columns[c]!.sum[atom]!, 0);
            return { terms: pairs.map(({ atom, c }) => [unknown(atom, c), 1] as const), low: sum, high: sum };
          });
        const few = given.total.n.flatMap((_, atom) =>
          given.columns.flatMap(({ n }, c) =>
            n[atom]! > 0 && n[atom]! < 10 ? [{ atom, c, n: n[atom]! }] : [],
          ),
        );
        const targets = few.map(({ atom, c }) => [unknown(atom, c)]);
        const cells = shownCells(given);
        const totals = cells.filter(({ columns }) => columns.length === width);
        const bounds = await linearBounds({ limits, known: knownFrom(cells) }, targets);
        const before = await linearBounds({ limits, known: knownFrom(totals) }, targets);
        few.forEach(({ n }, i) => {
          const range = (bounds[i]![1] - bounds[i]![0]) / n;
          const alone = (before[i]![1] - before[i]![0]) / n;
          assert.ok(
            range >= Math.min(20, alone) - 0.01,
            `${n} persons within ${range}, ${alone} from totals alone`,
          );
        });
      }),
      { numRuns: 80 },
    );
  });

  async function gender(rows: number[][]): Promise<OptionDecisions> {
    return (await situation([null, ...rows.slice(1).map(() => 0)], rows, sumsOf(rows, 1))).decisions;
  }

  it('shows all options where everybody answered', async () => {
    const decisions = await gender([
      [40, 60, 0],
      [20, 15, 0],
    ]);
    assert.equal(decisions.decide('c0', 'own1'), 'detail');
    assert.equal(decisions.decide('c1', 'own1'), 'detail');
  });

  it('hides the smaller option as well where three did not answer', async () => {
    const decisions = await gender([
      [40, 60, 20],
      [20, 15, 3],
    ]);
    assert.equal(decisions.decide('c0', 'subtree0'), 'detail');
    assert.equal(decisions.decide('c1', 'subtree0'), 'detail');
    const own = ['c0', 'c1'].map((option) => decisions.decide(option, 'own1'));
    assert.deepEqual(own.filter((decision) => decision === 'complementary').length, 1);
  });

  it('says of cells that are hidden why, and of places without people that they are absent', async () => {
    const decisions = await gender([
      [40, 60, 0],
      [20, 4, 0],
      [0, 0, 0],
    ]);
    assert.equal(decisions.decide('c1', 'own1'), 'tooFew');
    assert.equal(decisions.decide('c0', 'own1'), 'complementary');
  });

  it('hides nothing in a governorate for what another one, with answers at the ends of the scale, must hide', async () => {
    const counts = [
      ...[60, 60].map((women) => [women, 80, 0]),
      ...[
        [17, 9, 0],
        [5, 0, 0],
        [6, 1, 0],
        [3, 3, 0],
        [17, 4, 1],
      ],
    ];
    const sums = [
      ...[3000, 3000].map((women) => [women, 4000, 0]),
      ...[
        [85, 9, 0],
        [495, 0, 0],
        [594, 99, 0],
        [150, 285, 0],
        [1615, 4, 5],
      ],
    ];
    const { decisions } = await situation([null, 0, null, 2, 3, 4, 5], counts, sums);
    for (const group of ['own0', 'subtree0', 'own1'])
      for (const option of ['c0', 'c1']) assert.equal(decisions.decide(option, group), 'detail', group);
  });

  it('refuses to speak of an option or a group that is not in it', async () => {
    const decisions = await gender([[40, 60, 0]]);
    assert.throws(() => decisions.decide('c9', 'own0'), RangeError);
    assert.throws(() => decisions.decide('c0', 'own9'), RangeError);
  });

  it('refuses counts that are none: options of more people than the total, and of other offices', () => {
    const measure = (all: number[], ...parts: number[][]) => ({
      total: { id: 'index', n: all, sum: all.map((n) => n * 50) },
      options: parts.map((n, at) => ({ id: `c${at}`, n, sum: n.map((count) => count * 50) })),
    });
    const asked = (measures: ReturnType<typeof measure>[], options = ['c0', 'c1']) =>
      protectOptions({
        headcounts: [100],
        groups: [{ id: 'own0', atoms: [0] }],
        options,
        measures,
        isTotalShown: () => true,
        minimumDetail: 10,
      });
    assert.throws(() => asked([measure([50], [30], [30])]), /exceed the total/);
    assert.throws(() => asked([measure([50], [30])]), /every option needs one value/);
    assert.throws(() => asked([measure([50, 50], [30, 10], [10, 10])]), /every option needs one value/);
    assert.throws(() => asked([]), /needs options and measures/);
  });
});
