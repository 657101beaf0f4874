import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  boundDistribution,
  boundScore,
  isRevealingAt,
  isRevealing as isRevealingClasses,
  revealingClasses,
} from '../../server/disclosure/boundDistribution.ts';

const fiveOf = (favourable: number, others: number) => [others, 0, 0, favourable, 0];

describe('A group of one mind', () => {
  it('is bounded with the same words for all of them and for four fifths, whatever its size', () => {
    for (const [favourable, others] of [
      [12, 0],
      [11, 1],
      [10, 2],
      [5, 0],
      [4, 1],
      [8, 2],
      [18, 2],
      [36, 4],
      [99, 0],
      [90, 9],
    ] as const) {
      assert.deepEqual(boundDistribution({ counts: fiveOf(favourable, others) }), { above: 60 });
      assert.deepEqual(boundDistribution({ counts: fiveOf(favourable, others).reverse() }), { below: 40 });
    }
  });
  it('is bounded when they gave the neutral answer', () => {
    assert.deepEqual(boundDistribution({ counts: [0, 0, 20, 0, 0] }), { above: 40 });
  });
  it('is shown when more than that differ, or when it has a hundred persons', () => {
    for (const [favourable, others] of [
      [7, 2],
      [7, 3],
      [17, 3],
      [35, 5],
      [89, 10],
      [100, 0],
    ] as const)
      assert.equal(boundDistribution({ counts: fiveOf(favourable, others) }), null);
  });
  it('leaves several counts possible from ten persons on, whatever the bound says of them', () => {
    for (let n = 10; n < 100; n += 1) {
      const counts = Array.from({ length: n + 1 }, (_, favourable) => favourable).filter(
        (favourable) => boundDistribution({ counts: fiveOf(favourable, n - favourable) }) !== null,
      );
      const high = counts.filter((favourable) => 2 * favourable > n);
      assert.deepEqual(high.at(-1), n);
      assert.ok(high.length >= 3 && high[0]! >= 0.8 * n, `${n}: from ${high[0]}`);
    }
  });
  it('takes the middle points of a long scale as telling nothing', () => {
    assert.equal(boundDistribution({ counts: [0, 0, 5, 5, 5, 0, 0] }), null);
  });
  it('works on two points', () => {
    assert.deepEqual(boundDistribution({ counts: [0, 12] }), { above: 80 });
  });
  it('is bounded on a score of persons by the lowest favourable point', () => {
    const twelve = { n: 12, unfavourable: 0, shared: 0, points: 5 };
    assert.deepEqual(boundScore({ ...twelve, favourable: 12 }), { above: 60 });
    assert.deepEqual(boundScore({ ...twelve, favourable: 10 }), { above: 60 });
    assert.equal(boundScore({ ...twelve, favourable: 9 }), null);
  });
  it('is bounded on a score in the middle that they share, and not told which', () => {
    const none = { favourable: 0, unfavourable: 0, points: 5 };
    assert.deepEqual(boundScore({ n: 12, ...none, shared: 10 }), { above: 20 });
    assert.equal(boundScore({ n: 100, ...none, shared: 100 }), null);
  });
  it('is one and the same for the distribution by itself and in a longer list of counts', () => {
    const count = fc.oneof(fc.constantFrom(0, 0, 1), fc.nat(110));
    const counts = fc.array(count, { minLength: 2, maxLength: 11 });
    let telling = 0;
    const property = fc.property(counts, fc.array(count), fc.array(count), (own, before, after) => {
      const isRevealing = isRevealingAt(
        [...before, ...own, ...after],
        before.length,
        before.length + own.length,
      );
      const n = own.reduce((sum, each) => sum + each, 0);
      assert.equal(isRevealing, isRevealingClasses(n, revealingClasses(own)));
      if (isRevealing && n >= 5) assert.ok(boundDistribution({ counts: own }) !== null);
      telling += isRevealing ? 1 : 0;
    });
    fc.assert(property, { numRuns: 3000, seed: 5 });
    assert.ok(telling > 300 && telling < 2700, `${telling} of 3000 tell`);
  });
  it('refuses what is not a distribution', () => {
    assert.throws(() => boundDistribution({ counts: [3] }), RangeError);
    assert.throws(() => boundDistribution({ counts: [3, -1] }), RangeError);
  });
});
