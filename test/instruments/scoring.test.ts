import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bandOf, isBorderline, productBands } from '../../server/instruments/bands.ts';
import {
  favourableClass,
  indexOf,
  recode,
  scoreDimension,
  toHundred,
} from '../../server/instruments/scoring.ts';

describe('scoring', () => {
  it('maps answers to 0..100 and turns reverse items round', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((answer) => toHundred(answer, 5)),
      [0, 25, 50, 75, 100],
    );
    assert.deepEqual(
      [1, 2].map((answer) => toHundred(answer, 2)),
      [0, 100],
    );
    assert.deepEqual(
      [1, 4, 11].map((answer) => recode(answer, 11)),
      [11, 8, 1],
    );
  });

  it('scores a dimension when at least half of its items are answered', () => {
    assert.equal(scoreDimension([5, 4, null, null], 5), 87.5);
    assert.equal(scoreDimension([5, null, null, null], 5), null);
    assert.equal(scoreDimension([5, 5, null, null, null], 5), null);
    assert.equal(scoreDimension([5, 5, 2, null, null], 5), 75);
    assert.equal(scoreDimension([null], 5), null);
    assert.equal(scoreDimension([], 5), null);
  });

  it('recodes before it averages', () => {
    assert.equal(scoreDimension([5, 1], 5, [false, true]), 100);
    assert.equal(scoreDimension([7, null], 7, [true, false]), 0);
  });

  it('gives an index when at least half of the dimensions have a score', () => {
    assert.equal(indexOf([80, 60, null, null]), 70);
    assert.equal(indexOf([80, null, null]), null);
    assert.equal(indexOf([null]), null);
  });

  it('turns round to the mirror image', () => {
    const sheet = fc.array(fc.option(fc.integer({ min: 1, max: 7 })), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(sheet, (answers) => {
        const plain = scoreDimension(answers, 7);
        const reversed = scoreDimension(
          answers,
          7,
          answers.map(() => true),
        );
        if (plain === null || reversed === null) assert.equal(plain, reversed);
        else assert(Math.abs(plain + reversed - 100) < 1e-9);
      }),
    );
  });

  const reach: [number, number][] = [
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 2],
    [6, 2],
    [7, 2],
    [8, 3],
    [9, 3],
    [10, 4],
    [11, 4],
  ];
  for (const [points, top] of reach) {
    it(`counts the top ${top} of ${points} points as favourable, as many as unfavourable`, () => {
      const classes = Array.from({ length: points }, (_, index) => favourableClass(index + 1, points));
      const expected = classes.map((_, index) => {
        if (index < top) return 'unfavourable';
        return index >= points - top ? 'favourable' : 'neutral';
      });
      assert.deepEqual(classes, expected);
    });
  }
});

describe('bands', () => {
  it('begin at their lower edge, exact or not', () => {
    const means = [0, 33.3, 33.333333333333336, 33.33333333299, 33.3333333333, 49.999, 50, 66.7, 83.3, 100];
    assert.deepEqual(
      means.map((mean) => bandOf(mean, productBands)),
      [0, 0, 1, 1, 1, 1, 2, 3, 3, 4],
    );
    assert.equal(bandOf((100 * (13 / 3 - 1)) / 4, productBands), 4);
  });

  it('are uncertain when the interval crosses an edge, and unknown without one', () => {
    assert.equal(isBorderline([48, 52], productBands), true);
    assert.equal(isBorderline([50, 60], productBands), false);
    assert.equal(isBorderline([50, 50], productBands), false);
    assert.equal(isBorderline(null, productBands), null);
  });
});
