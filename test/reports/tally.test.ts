/** Tallies against a direct computation from the sheets, and the algebra that reports rest on. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { scoreAnswers } from '../../server/instruments/scoreAnswers.ts';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { at, firstInstrument, indexesOf } from '../../server/reports/tally/indexes.ts';
import {
  completeProducts,
  dimensionScoreProducts,
  type Measure,
  measuresOf,
  missingShare,
  momentsIn,
  pairwiseProducts,
} from '../../server/reports/tally/readTally.ts';
import {
  addTallies,
  areTalliesEqual,
  decodeTally,
  encodeTally,
  subtractTallies,
} from '../../server/reports/tally/tally.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { covarianceFromProducts } from '../../server/statistics/covariance.ts';
import { momentsOf } from '../../server/statistics/moments.ts';
import { covarianceFromPairs, pairwiseProductsOf, productsOf } from '../statistics/products.ts';
import { type Answer, encode, instrument } from './smallWave.ts';

const shapes = fc.record({
  points: fc.integer({ min: 2, max: 11 }),
  sizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
  seed: fc.integer(),
});

/** An instrument whose every third item is reversed, and a generator of its sheets. */
function shaped({ points, sizes }: { points: number; sizes: number[] }) {
  let item = 0;
  const dimensions = Object.fromEntries(
    sizes.map((size, d) => [
      `d${d}`,
      Array.from({ length: size }, () => {
        item += 1;
        return `${item % 3 === 0 ? '-' : ''}i${item}`;
      }),
    ]),
  );
  const instruments = [instrument({ points, dimensions })];
  const answer: fc.Arbitrary<Answer> = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: points }) },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant('notApplicable' as const) },
  );
  const sheet = fc.array(answer, { minLength: item, maxLength: item });
  return { instruments, sheets: fc.array(sheet, { minLength: 1, maxLength: 30 }) };
}

const withSheets = shapes.chain((shape) => {
  const { instruments, sheets } = shaped(shape);
  return fc.record({
    instruments: fc.constant(instruments),
    first: sheets,
    second: sheets,
  });
});

describe('tallies', () => {
  it('add up to the tally of all, subtract back, and survive storage', () => {
    fc.assert(
      fc.property(withSheets, ({ instruments, first, second }) => {
        const layout = tallyLayout(instruments);
        // Identical sheets are counted within one tally, so equal sheets in both parts would not add up.
        const known = new Set(first.map(String));
        const others = second.filter((sheet) => !known.has(String(sheet)));
        const [a, b] = [first, others].map((rows) => tallyOf(encode(instruments, rows), layout));
        const both = tallyOf(encode(instruments, [...first, ...others]), layout);
        assert.ok(areTalliesEqual(addTallies(layout, [a!, b!]), both));
        assert.ok(areTalliesEqual(subtractTallies(layout, both, b!), a!));
        assert.ok(areTalliesEqual(decodeTally(layout, encodeTally(both)), both));
      }),
      { numRuns: 60 },
    );
  });

  it('give the moments of every score that scoring sheet by sheet gives', () => {
    fc.assert(
      fc.property(withSheets, ({ instruments, first }) => {
        const layout = tallyLayout(instruments);
        const questionnaire = compileQuestionnaire(instruments);
        const sheets = encode(instruments, first);
        const tally = tallyOf(sheets, layout);
        const scores = sheets.map(({ answers }) => scoreAnswers(questionnaire, answers));
        const directly = (measure: Measure) =>
          measure.kind === 'index'
            ? scores.map(({ indexes }) => indexes[measure.instrument]!)
            : scores.map(({ dimensions }) => dimensions[measure.dimension]!);
        for (const measure of measuresOf(layout).filter(({ kind }) => kind !== 'item')) {
          const wanted = momentsOf(directly(measure).filter((score) => score !== null));
          const found = momentsIn(tally, layout, measure);
          assert.equal(found.n, wanted.n);
          assertClose(found.mean, wanted.mean);
          assertClose(found.variance, wanted.variance);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('give the covariances of items and of scores that the raw rows give', () => {
    fc.assert(
      fc.property(withSheets, ({ instruments, first }) => {
        const layout = tallyLayout(instruments);
        const sheets = encode(instruments, first);
        const tally = tallyOf(sheets, layout);
        for (const d of indexesOf(layout.dimensions)) {
          const { items, reverse, points } = at(layout.dimensions, d);
          const rows = sheets.map(({ answers }) =>
            items.map((position, i) => recoded(answers[position]!, reverse[i]!, points)),
          );
          assertMatrix(
            covarianceFromProducts(completeProducts(tally, layout, d)),
            covarianceFromProducts(productsOf(rows)),
          );
          assertMatrix(
            covarianceFromPairs(pairwiseProducts(tally, layout, d)),
            covarianceFromPairs(pairwiseProductsOf(rows)),
          );
        }
        const questionnaire = compileQuestionnaire(instruments);
        const scores = sheets.map(({ answers }) => scoreAnswers(questionnaire, answers).dimensions);
        const { productDenominator, points } = layout.instruments[0]!;
        const unit = 100 / (productDenominator * (points - 1));
        const found = covarianceFromProducts(dimensionScoreProducts(tally, layout, firstInstrument));
        const wanted = covarianceFromProducts(productsOf(scores));
        assertMatrix(found?.map((row) => row.map((value) => value * unit * unit)) ?? null, wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('count identical and straight-lined sheets and missing answers', () => {
    const instruments = [instrument({ dimensions: { a: ['i1', '-i2'], b: ['i3', 'i4'] } })];
    const layout = tallyLayout(instruments);
    const rows: Answer[][] = [
      [4, 4, 4, 4],
      [4, 4, 4, 4],
      [1, 2, 3, 4],
      [5, 5, 5, null],
      [5, null, null, 'notApplicable'],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ];
    const tally = tallyOf(encode(instruments, rows), layout);
    assert.equal(tally.cells[layout.responses], 7);
    assert.equal(tally.cells[layout.identicalResponses], 3);
    assert.equal(tally.cells[layout.straightLined], 3);
    assertClose(missingShare(tally, layout), 3 / 28);
  });

  it('refuse to subtract what they do not hold', () => {
    const instruments = [instrument({ dimensions: { a: ['i1'] } })];
    const layout = tallyLayout(instruments);
    const [one, other] = [[[1]], [[2]]].map((rows) => tallyOf(encode(instruments, rows), layout));
    assert.throws(() => subtractTallies(layout, one!, other!), RangeError);
  });

  it('keep long dimensions of many points countable', () => {
    const items = Array.from({ length: 40 }, (_, i) => `i${i}`);
    const instruments = [instrument({ points: 11, dimensions: { long: items, short: ['s1'] } })];
    const layout = tallyLayout(instruments);
    const rows = Array.from({ length: 50 }, (_, r) =>
      Array.from({ length: 41 }, (_, i): Answer => ((i * r) % 11 === 3 ? null : 1 + ((i * i + r * 7) % 11))),
    );
    const sheets = encode(instruments, rows);
    const tally = tallyOf(sheets, layout);
    const questionnaire = compileQuestionnaire(instruments);
    const indexes = sheets.map(({ answers }) => scoreAnswers(questionnaire, answers).indexes[0]!);
    const wanted = momentsOf(indexes.filter((index) => index !== null));
    const found = momentsIn(tally, layout, { kind: 'index', instrument: firstInstrument });
    assertClose(found.mean, wanted.mean, 1e-6);
    assertClose(found.variance, wanted.variance, 1e-6);
  });
});

function recoded(byte: number, reverse: boolean, points: number): number | null {
  if (byte === 0 || byte === 255) return null;
  return reverse ? points + 1 - byte : byte;
}

function assertClose(found: number | null, wanted: number | null, tolerance = 1e-9): void {
  if (found === null || wanted === null) {
    assert.equal(found, wanted);
    return;
  }
  assert.ok(
    Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted)),
    `${found} is not ${wanted}`,
  );
}

function assertMatrix(found: number[][] | null, wanted: number[][] | null): void {
  if (found === null || wanted === null) {
    assert.equal(found, wanted);
    return;
  }
  for (const [i, row] of wanted.entries()) {
    for (const [j, value] of row.entries()) assertClose(found[i]![j]!, value, 1e-8);
  }
}
