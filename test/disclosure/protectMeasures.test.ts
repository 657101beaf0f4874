/** Small cases that can be followed with a pencil; the general claims are in protect.attack.test.ts. */
import assert from 'node:assert/strict';
import { rangeOfHidden } from '../../server/disclosure/hideUntilSafe.ts';
import { type MeasureInput, protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import { officeGroups } from './provinces.ts';

/** A governorate (office 0) with districts, unless told otherwise. */
function table(
  n: number[],
  measures: Partial<MeasureInput>[] = [{}],
  headcounts: (number | null)[] = n.map(() => null),
) {
  const parents = n.map((_, i) => (i === 0 ? null : 0));
  return protectMeasures({
    headcounts,
    groups: officeGroups(parents),
    measures: measures.map((measure, i) => ({ id: `m${i}`, n, ...measure })),
    minimum: 5,
    minimumDetail: 10,
  });
}

function own(decisions: ReturnType<typeof table>, offices: number, measure = 'm0') {
  return Array.from({ length: offices }, (_, i) => decisions.decide(measure, `own${i}`));
}

describe('What a report may show', () => {
  it('is everything where every office is large', () => {
    assert.deepEqual(own(table([40, 20, 15]), 3), ['detail', 'detail', 'detail']);
  });

  it('is a rounded mean for five to nine, and one neighbour is rounded so that no exact mean follows', () => {
    assert.deepEqual(own(table([40, 20, 7]), 3), ['detail', 'rounded', 'rounded']);
  });

  it('is nothing for fewer than five, and the smallest neighbour is hidden with them', () => {
    const decisions = table([40, 20, 15, 3]);
    assert.deepEqual(own(decisions, 4), ['detail', 'detail', 'complementary', 'tooFew']);
    assert.equal(decisions.decide('m0', 'subtree0'), 'detail');
  });

  it('does not take an office without staff for a neighbour that hides anybody', () => {
    const decisions = table([40, 3, 0], [{}], [50, 12, 0]);
    assert.deepEqual(own(decisions, 3), ['complementary', 'tooFew', 'absent']);
  });

  it('loses nothing to an office above that has no answers and no known staff', () => {
    assert.deepEqual(own(table([0, 20, 15]), 3), ['tooFew', 'detail', 'detail']);
    assert.deepEqual(own(table([0, 20, 15], [{}], [8, 30, 20]), 3), ['tooFew', 'detail', 'complementary']);
  });

  it('keeps a district and its own staff alike', () => {
    const decisions = table([40, 20, 3]);
    assert.equal(decisions.decide('m0', 'own1'), decisions.decide('m0', 'subtree1'));
  });

  it('hides more where answers near the end of the scale pin the hidden office down', () => {
    const n = [40, 20, 8, 4];
    const mean = [50, 50, 99, 99];
    const decisions = table(n, [{ sum: n.map((persons, i) => persons * mean[i]!) }]);
    assert.equal(rangeOfHidden(4, 12, 12 * 99) < 20, true);
    const hidden = own(decisions, 4).flatMap((decision, i) =>
      decision === 'detail' || decision === 'rounded' ? [] : [i],
    );
    const persons = hidden.reduce((total, i) => total + n[i]!, 0);
    const sum = hidden.reduce((total, i) => total + n[i]! * mean[i]!, 0);
    assert.ok(rangeOfHidden(4, persons, sum) >= 20, `${hidden}`);
  });

  it('hides two items where one has too few answers, so that the dimension does not give it away', () => {
    const n = [40, 20, 12];
    const item = { partOf: 'm0', detailOnly: true };
    const decisions = table(n, [{}, { ...item }, { ...item }, { ...item, n: [40, 20, 9] }]);
    const atSmall = ['m1', 'm2', 'm3'].map((measure) => decisions.decide(measure, 'own2'));
    assert.deepEqual(atSmall.sort(), ['complementary', 'detail', 'tooFew']);
    assert.equal(decisions.decide('m0', 'own2'), 'detail');
  });

  it('hides the third item as well where two hidden ones near the end of the scale have their mean told by the dimension', () => {
    const n = [40, 20, 12];
    const scored = (at: number[], mean: number) => ({ n: at, sum: at.map((persons) => persons * mean) });
    const item = { partOf: 'm0', detailOnly: true };
    const few = { ...item, ...scored([40, 20, 9], 97) };
    const items = (mean: number) => [
      { ...item, ...scored(n, mean) },
      { ...few },
      { ...item, ...scored(n, 97) },
    ];
    const shownOf = (mean: number) => {
      const decisions = table(n, [scored(n, 70), ...items(mean)]);
      return ['m1', 'm2', 'm3'].map((measure) => decisions.decide(measure, 'own2'));
    };
    assert.deepEqual(
      shownOf(20).filter((decision) => decision === 'detail'),
      [],
    );
  });

  it('gives only a bound where all but one are of one mind, and hides a neighbour', () => {
    const n = [40, 20, 12];
    const decisions = table(n, [{ sum: [2000, 1000, 1100], classes: [[10], [5], [11]] }]);
    assert.deepEqual(own(decisions, 3), ['detail', 'complementary', 'bounded']);
  });

  /** Ten at one end, or all but one of them, beside three hidden offices of few people with these scores. */
  function besideBounded(scores: readonly number[], end: 0 | 100) {
    const sizes = [4, 4, 3];
    const n = [40, 10, ...sizes];
    let next = 0;
    const people = sizes.map((size) => Array.from({ length: size }, () => scores[next++ % scores.length]!));
    const all = [
      Array.from({ length: 40 }, (_, at) => (at % 5) * 25),
      [50, ...Array.from({ length: 9 }, () => end)],
      ...people,
    ];
    const sum = all.map((each) => each.reduce((a, b) => a + b, 0));
    const classes = all.map((each) => [
      each.filter((score) => score >= 75).length,
      each.filter((score) => score <= 25).length,
    ]);
    const histograms = all.map((each) => each.map((score) => [score, 1] as const));
    return protectMeasures({
      headcounts: n.map(() => null),
      groups: officeGroups([null, 0, 1, 1, 1]),
      measures: [{ id: 'm0', n, sum, classes, scores: histograms }],
      minimum: 5,
      minimumDetail: 10,
    }).decide('m0', 'own1');
  }

  it('states no bound that would tell of the hidden people beside it', () => {
    for (const end of [0, 100] as const) {
      assert.equal(besideBounded([50], end), 'complementary');
      assert.equal(besideBounded([0, 100, 25, 75, 50], end), 'bounded');
    }
  });

  it('compares a group only with others who are shown to be many', () => {
    const decisions = table([40, 20, 15, 3]);
    assert.equal(decisions.comparable('m0', 'own1', 'subtree0'), true);
    assert.equal(decisions.comparable('m0', 'own2', 'subtree0'), false);
    assert.equal(decisions.comparable('m0', 'subtree0', 'subtree0'), false);
    assert.equal(decisions.comparable('m0', 'own1', 'own0'), false);
  });

  it('gives statistics over all offices exactly only if none of them is below the minimum', () => {
    const decisions = table([40, 20, 15, 3, 0]);
    const own = [0, 1, 2, 3, 4].map((i) => `own${i}`);
    assert.equal(decisions.mayAggregate('m0', own), false);
    assert.equal(decisions.mayAggregate('m0', ['own0', 'own1', 'own4']), true);
  });

  it('refuses groups that overlap, unknown names and numbers that cannot be', () => {
    const measure = { id: 'm', n: [5, 5, 5] };
    const input = { headcounts: [9, 9, 9], measures: [measure], minimum: 5, minimumDetail: 10 };
    const overlapping = [
      { id: 'a', atoms: [0, 1] },
      { id: 'b', atoms: [1, 2] },
    ];
    assert.throws(() => protectMeasures({ ...input, groups: overlapping }), /overlaps/);
    assert.throws(
      () => protectMeasures({ ...input, groups: [], measures: [{ ...measure, sum: [600, 0, 0] }] }),
      /sum/,
    );
    assert.throws(
      () => protectMeasures({ ...input, groups: [], measures: [{ ...measure, partOf: 'x' }] }),
      /unknown/,
    );
    assert.throws(() => protectMeasures({ ...input, groups: [] }).decide('m', 'a'), /Unknown group/);
  });

  it('is decided for three hundred offices on five levels without trouble', () => {
    const parents = Array.from({ length: 300 }, (_, i) => (i === 0 ? null : Math.floor((i - 1) / 3)));
    const n = parents.map((_, i) => 3 + ((i * 7919) % 37));
    const measures = Array.from({ length: 40 }, (_, m) => ({
      id: `m${m}`,
      n: n.map((x, i) => Math.max(0, x - ((i + m) % 3))),
    }));
    const decisions = protectMeasures({
      headcounts: n,
      groups: officeGroups(parents),
      measures,
      minimum: 5,
      minimumDetail: 10,
    });
    assert.equal(decisions.decide('m0', 'subtree0'), 'detail');
  });
});
