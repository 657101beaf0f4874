/** Classes of open data beside rows of reports: nothing about fewer people than the threshold follows from both together. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ShownRow } from '../../server/disclosure/breakdowns/shownRows.ts';
import { profileKeys } from '../../server/disclosure/profileKeys.ts';
import { type OpenClass, separateClasses } from '../../server/disclosure/separateClasses.ts';
import { RowSpace } from './rowSpace.ts';

const keys = profileKeys([3, 4]);
const keyOf = (a: number, b: number) => 4 * a + b;
const row = (column: number, profiles: number[]): ShownRow => ({ column, node: 0, inside: [], profiles });
const threshold = 5;

/** Profiles 0 to 7: two answers to one question, four to another; some of the first question's options are in a report. */
const anyFile = fc
  .record({
    persons: fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 14 })), { minLength: 8, maxLength: 8 }),
    cuts: fc.array(fc.nat({ max: 2 }), { minLength: 8, maxLength: 8 }),
    isShown: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  })
  .map(({ persons, cuts, isShown }) => {
    const filled = [...persons.keys()].filter((at) => persons[at]! > 0);
    const reports = [
      row(0, filled),
      row(
        1,
        filled.filter((at) => at < 4),
      ),
      row(
        2,
        filled.filter((at) => at % 4 === 1),
      ),
    ].filter(({ profiles }, at) => isShown[at] && profiles.length > 0);
    const classes = [0, 1, 2].flatMap((cut): OpenClass[] => {
      const profiles = filled.filter((at) => cuts[at] === cut);
      return profiles.length === 0 ? [] : [{ group: 0, key: keyOf(cut, cut), profiles }];
    });
    return { persons, reports, classes };
  });

describe('Open data beside reports', () => {
  it('lets no set of few people follow that reports alone, or the whole file, do not tell', async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(anyFile, async ({ persons, reports, classes }) => {
        const peopleOf = ({ profiles }: OpenClass) => profiles.reduce((sum, at) => sum + persons[at]!, 0);
        fc.pre(classes.every((each) => peopleOf(each) >= 2 * threshold));
        const apart = await separateClasses({
          classes,
          persons,
          levels: [{ rows: reports, threshold }],
          keys,
        });
        kept += apart.length;
        const of = (rows: readonly { profiles: readonly number[] }[]) =>
          new RowSpace(rows.map(({ profiles }) => persons.map((_, at) => Number(profiles.includes(at)))));
        const [both, reported] = [of([...reports, ...apart]), of(reports)];
        const file = of([...reports, { profiles: classes.flatMap(({ profiles }) => profiles) }]);
        for (let set = 1; set < 256; set += 1) {
          const some = [...persons.keys()].filter((at) => (set >> at) & 1);
          const count = some.reduce((sum, at) => sum + persons[at]!, 0);
          if (count >= threshold || some.some((at) => persons[at] === 0)) continue;
          const target = persons.map((_, at) => Number(some.includes(at)));
          if (reported.contains(target) || file.contains(target)) continue;
          assert.ok(!both.contains(target), `${count} people follow: ${some}`);
        }
      }),
      { numRuns: 300, seed: 14 },
    );
    assert.ok(kept > 400, `only ${kept} classes are left`);
  });

  it('masks nothing where nothing follows, and as little as does it where something would', async () => {
    const women = { group: 0, key: keyOf(1, 1), profiles: [0] };
    const men = { group: 0, key: keyOf(2, 2), profiles: [1, 2] };
    const others = { group: 0, key: keyOf(2, 3), profiles: [3] };
    const input = { classes: [women, men, others], persons: [12, 1, 11, 10], keys };
    // The first twelve and one of the second class are experts.
    const levels = [{ rows: [row(1, [0, 1])], threshold }];
    const apart = await separateClasses({ ...input, levels });
    assert.deepEqual(
      apart.map(({ key, profiles }) => [key, [...profiles].sort()]),
      [
        [keyOf(2, 3), [3]],
        [0, [0, 1, 2]],
      ],
    );
    assert.deepEqual(
      await separateClasses({ ...input, levels: [{ rows: [row(1, [0, 1, 2])], threshold }] }),
      input.classes,
    );
  });

  it('shows no background of a group of offices where that cannot be decided in time', async () => {
    const classes = [1, 2].map(
      (a): OpenClass => ({ group: 0, key: keyOf(a, a), profiles: [2 * a - 2, 2 * a - 1] }),
    );
    const levels = [{ rows: [row(1, [0, 2])], threshold }];
    const apart = await separateClasses({ classes, persons: [20, 20, 20, 20], levels, keys, maxSteps: 0 });
    assert.deepEqual(
      apart.map(({ key }) => key),
      [0],
    );
  });
});
