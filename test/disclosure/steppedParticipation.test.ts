/** What managers see of a running wave: no step says that one is missing, and totals add nothing. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  reachedEnd,
  type SteppedParticipation as Step,
  steppedParticipation,
  steppedTotal,
  steppedUnit,
} from '../../server/disclosure/steppedParticipation.ts';

function step(used: number, invited: number) {
  const { atLeast, atMost } = steppedUnit({ code: 'ahar', invited, used }, 5);
  return [atLeast, atMost];
}

describe('Participation of a running wave', () => {
  it('moves in steps of five persons or five percent', () => {
    assert.deepEqual(step(0, 30), [0, 4]);
    assert.deepEqual(step(17, 30), [15, 19]);
    assert.deepEqual(step(217, 400), [200, 219]);
  });

  it('never says that all have answered, or all but one', () => {
    for (const used of [28, 29, 30]) assert.deepEqual(step(used, 30), [25, 30]);
    for (const used of [0, 5, 9]) assert.deepEqual(step(used, 9), [0, 9]);
    assert.deepEqual(step(12, 12), [5, 12]);
  });

  it('leaves at least five possible numbers for any count, on every day', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), (a, b) => {
        const [used, invited] = [Math.min(a, b), Math.max(a, b)];
        const [low, high] = step(used, invited) as [number, number];
        assert.ok(low <= used && used <= high && high <= invited);
        assert.ok(high - low >= Math.min(4, invited));
      }),
    );
  });

  it('has the edges that the launch fixed, however many are invited afterwards', () => {
    const shown = (used: number, invited: number) => {
      const { atLeast, atMost } = steppedUnit({ code: 'ahar', people: 100, invited, used }, 5);
      return [atLeast, atMost];
    };
    assert.deepEqual([shown(35, 100), shown(35, 101), shown(35, 130)], Array(3).fill([35, 39]));
    assert.deepEqual(
      [shown(100, 100), shown(100, 130)],
      [
        [95, 100],
        [95, 130],
      ],
    );
    const people = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(people, fc.nat({ max: 300 }), fc.nat({ max: 60 }), fc.nat({ max: 60 }), (base, a, b, c) => {
        const used = Math.min(a, base);
        const [one, other] = [base + b, base + b + c].map((invited) =>
          steppedUnit({ code: 'ahar', people: base, invited, used }, 5),
        ) as [Step, Step];
        assert.equal(one.atLeast, other.atLeast);
        assert.ok(one.atMost <= other.atMost, 'only ever wider');
      }),
    );
  });

  it('never shows more exactly what it showed before, when more are invited', () => {
    const grown = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 5 });
    let reached = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.nat({ max: 60 }),
        fc.nat(),
        grown,
        (people, first, a, more) => {
          const used = a % (first + 1);
          let unit: Parameters<typeof reachedEnd>[0] = { code: 'ahar', people, invited: first, used };
          let shown = steppedUnit(unit, 5);
          for (const by of more) {
            unit = { ...unit, ...reachedEnd(unit, 5), invited: unit.invited + by };
            const next = steppedUnit(unit, 5);
            if (unit.end !== undefined) reached += 1;
            if (shown.invited > 0) assert.equal(next.atLeast, shown.atLeast);
            if (shown.invited > 0) assert.ok(next.atMost >= shown.atMost);
            shown = next;
          }
        },
      ),
    );
    assert.ok(reached > 20, 'the last step was reached in many');
  });

  it('adds up totals from the steps, so that a difference is a step again', () => {
    const units = [
      { code: 'a', invited: 30, used: 17 },
      { code: 'b', invited: 12, used: 12 },
    ];
    const { groups } = steppedParticipation(units, [{ id: 'all', units: ['a', 'b'] }], 5);
    assert.deepEqual(groups.get('all'), { invited: 42, atLeast: 20, atMost: 31, share: 25.5 / 42 });
  });

  it('refuses more answers than invitations', () => {
    assert.throws(() => step(6, 5), RangeError);
  });

  it('gives a total that leaves every unit anywhere in its own step', () => {
    const anyUnits = fc.array(fc.tuple(fc.integer({ min: 10, max: 60 }), fc.nat({ max: 60 })), {
      minLength: 1,
      maxLength: 12,
    });
    let finer = 0;
    fc.assert(
      fc.property(anyUnits, (pairs) => {
        const units = pairs.map(([invited, used], i) => ({
          code: `u${i}`,
          invited,
          used: Math.min(used, invited),
        }));
        const total = steppedTotal(units, 5);
        const steps = units.map((unit) => steppedUnit(unit, 5));
        const sum = (of: (step: (typeof steps)[number]) => number) =>
          steps.reduce((all, step) => all + of(step), 0);
        const [low, high] = [sum(({ atLeast }) => atLeast), sum(({ atMost }) => atMost)];
        const used = units.reduce((all, unit) => all + unit.used, 0);
        assert.ok(total.atLeast <= used && used <= total.atMost);
        if (total.atMost - total.atLeast < high - low) finer += 1;
        for (const step of steps) {
          const most = Math.min(step.atMost, total.atMost - (low - step.atLeast));
          const least = Math.max(step.atLeast, total.atLeast - (high - step.atMost));
          assert.deepEqual([least, most], [step.atLeast, step.atMost]);
        }
      }),
    );
    assert.ok(finer > 30, `${finer} totals were finer than their steps`);
  });
});
