/** Responses by whole background profile, which decide what breakdowns may show. */
import assert from 'node:assert/strict';
import { profileCounter } from '../../server/reports/tally/countProfiles.ts';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { profileScores, profileWidth } from '../../server/reports/tally/profileCounts.ts';
import { areTalliesEqual, decodeTally, encodeTally } from '../../server/reports/tally/tally.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { encode, instrument } from './smallWave.ts';

const survey = instrument({
  dimensions: { trust: ['t1', 't2'], pay: ['p1'] },
  demographics: { sex: ['woman', 'man'], post: ['clerk', 'expert', 'guard'] },
});
const layout = tallyLayout([survey]);
const sheets = [
  [5, 4, 1],
  [4, 4, null],
  [1, 2, 3],
];
const background = [
  ['woman', 'expert'],
  ['woman', 'expert'],
  ['man', null],
];

describe('Responses by background profile', () => {
  const { profiles } = tallyOf(encode([survey], sheets, background), layout);

  it('count scores, their sum and sides of each profile, for the index and every dimension', () => {
    assert.equal(profiles!.keys.length, 2);
    const [index, trust, pay] = [0, 1, 2].map((measure) => profileScores(profiles!, layout, 0, measure));
    assert.deepEqual(trust, { n: 2, sum: 162.5, favourable: 2, unfavourable: 0 });
    assert.deepEqual(pay, { n: 1, sum: 0, favourable: 0, unfavourable: 1 });
    assert.deepEqual(index, { n: 2, sum: 43.75 + 75, favourable: 1, unfavourable: 0 });
  });

  it('are the same in every order and come back from their bytes', () => {
    const tally = tallyOf(encode([survey], sheets, background), layout);
    const reversed = tallyOf(encode([survey], sheets.toReversed(), background.toReversed()), layout);
    assert.ok(encodeTally(tally).equals(encodeTally(reversed)));
    assert.deepEqual(decodeTally(layout, encodeTally(tally)).profiles, tally.profiles);
  });

  it('may be missing from what an earlier version stored, and then are not compared', () => {
    const tally = tallyOf(encode([survey], sheets, background), layout);
    const { profiles: _gone, ...earlier } = tally;
    assert.equal(decodeTally(layout, encodeTally(earlier)).profiles, undefined);
    assert.ok(areTalliesEqual(tally, earlier));
    const other = tallyOf(encode([survey], sheets, background.toReversed()), layout);
    assert.ok(!areTalliesEqual(tally, other));
  });

  it('tell apart by fewer questions, the first ones, where there would be too many', () => {
    const counter = profileCounter(layout, 2);
    for (const answers of [
      [1, 1],
      [1, 2],
      [2, 3],
      [2, 0],
    ])
      counter.add(
        Uint8Array.from(answers),
        layout.dimensions.map(() => ({ answered: 0, sum: 0 }) as never),
        [null],
      );
    const { questions, keys, cells } = counter.counts();
    assert.equal(questions, 1);
    assert.deepEqual([...keys], [1, 2]);
    assert.deepEqual([cells[0], cells[profileWidth(layout)]], [2, 2]);
  });
});
