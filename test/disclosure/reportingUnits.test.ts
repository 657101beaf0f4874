/** Small offices are joined until no unit is too small, whatever the tree. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formReportingUnits, type UnitOffice } from '../../server/disclosure/reportingUnits.ts';
import { disclosedGroups } from './eastAzerbaijan.ts';

function office(code: string, parent: string | null, headcount: number | null): UnitOffice {
  return { code, parent, headcount };
}

const province = [office('hq', null, 400), office('ahar', 'hq', 60), office('osku', 'hq', 7)];

function unitsOf(...more: UnitOffice[]) {
  return formReportingUnits([...province, ...more], 10).map(({ code, offices }) => [code, offices]);
}

const anyOffices = fc
  .array(fc.tuple(fc.nat(), fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 60 }), fc.constant(null))), {
    minLength: 1,
    maxLength: 40,
  })
  .map((rows) =>
    rows.map(([above, headcount], i) => office(`o${i}`, i === 0 ? null : `o${above % i}`, headcount)),
  );

describe('Reporting units', () => {
  it('joins the small districts of a governorate in one group', () => {
    const units = unitsOf(
      office('a', 'ahar', 6),
      office('b', 'ahar', 5),
      office('c', 'ahar', 20),
      office('d', 'osku', 9),
    );
    assert.deepEqual(units, [
      ['hq', ['hq']],
      ['ahar', ['ahar']],
      ['osku.all', ['osku', 'd']],
      ['ahar.small', ['a', 'b']],
      ['c', ['c']],
    ]);
  });

  it('joins a single small district with the own staff of its governorate', () => {
    assert.deepEqual(unitsOf(office('a', 'ahar', 6))[1], ['ahar.all', ['ahar', 'a']]);
  });

  it('looks a level up where a governorate is too small even with its districts', () => {
    assert.deepEqual(unitsOf(office('a', 'osku', 2)), [
      ['hq.all', ['hq', 'osku', 'a']],
      ['ahar', ['ahar']],
    ]);
  });

  it('leaves offices of unknown size and without staff alone', () => {
    const units = unitsOf(office('a', 'ahar', null), office('b', 'ahar', 0));
    assert.deepEqual(units.slice(2), [
      ['a', ['a']],
      ['b', ['b']],
    ]);
  });

  it('takes another code where an office already has it', () => {
    const units = unitsOf(office('a', 'ahar', 6), office('b', 'ahar', 5), office('ahar.small', 'ahar', 30));
    assert.ok(units.some(([code]) => code === 'ahar.small2'));
  });

  it('puts every office in exactly one unit of at least minimumDetail, if the wave has as many', () => {
    fc.assert(
      fc.property(anyOffices, (offices) => {
        const units = formReportingUnits(offices, 10);
        assert.deepEqual(
          units.flatMap((unit) => unit.offices).sort(),
          offices.map(({ code }) => code).sort(),
        );
        assert.equal(new Set(units.map(({ code }) => code)).size, units.length);
        const everybody = offices.reduce((total, { headcount }) => total + (headcount ?? 100), 0);
        for (const { headcount, code } of units) {
          assert.ok(headcount === null || headcount === 0 || headcount >= 10 || everybody < 10, code);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('speaks of a subtree only where no unit reaches across its edge', () => {
    const offices = [...province, office('a', 'osku', 2), office('c', 'ahar', 20)];
    assert.deepEqual(
      disclosedGroups(offices, formReportingUnits(offices, 10)).map(({ id }) => id),
      ['own:ahar', 'own:c', 'subtree:hq', 'subtree:ahar', 'subtree:c', 'own:hq.all'],
    );
  });
});
