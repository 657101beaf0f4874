import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boundDistribution, boundScore, isRevealingAt } from '../../server/disclosure/boundDistribution.ts';

describe('A group of one mind', () => {
  it('is bounded when all but one are favourable, by the edge of the class alone', () => {
    assert.deepEqual(boundDistribution({ counts: [1, 0, 0, 4, 7] }), { above: 68 });
    assert.deepEqual(boundDistribution({ counts: [0, 0, 0, 12, 0] }), { above: 68 });
  });
  it('is bounded from above when all but one are unfavourable', () => {
    assert.deepEqual(boundDistribution({ counts: [9, 3, 0, 0, 0] }), { below: 32 });
  });
  it('is bounded when all gave the neutral answer', () => {
    assert.deepEqual(boundDistribution({ counts: [0, 0, 20, 0, 0] }), { above: 47 });
  });
  it('is shown when two differ, or when it has a hundred persons', () => {
    assert.equal(boundDistribution({ counts: [1, 0, 1, 4, 7] }), null);
    assert.equal(boundDistribution({ counts: [0, 0, 0, 0, 100] }), null);
  });
  it('takes the middle points of a long scale as telling nothing', () => {
    assert.equal(boundDistribution({ counts: [0, 0, 5, 5, 5, 0, 0] }), null);
  });
  it('works on two points', () => {
    assert.deepEqual(boundDistribution({ counts: [0, 12] }), { above: 91 });
  });
  it('is bounded on a score of persons by the lowest favourable point', () => {
    assert.deepEqual(boundScore({ n: 12, favourable: 11, unfavourable: 0, isShared: false, points: 5 }), {
      above: 68,
    });
    assert.equal(boundScore({ n: 12, favourable: 10, unfavourable: 0, isShared: false, points: 5 }), null);
  });
  it('is bounded on a score in the middle that all share, and not told which', () => {
    const none = { favourable: 0, unfavourable: 0, points: 5 };
    assert.deepEqual(boundScore({ n: 12, ...none, isShared: true }), { above: 22 });
    assert.equal(boundScore({ n: 100, ...none, isShared: true }), null);
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
      assert.equal(isRevealing, boundDistribution({ counts: own }) !== null);
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
