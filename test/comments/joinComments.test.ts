/** Comments of small units are read at the lowest office that has enough of them, and no two lists can be subtracted. */
import assert from 'node:assert/strict';
import { circleOf, circlesAt, joinComments } from '../../server/comments/joinComments.ts';
import { personGroupsOf } from '../../server/reports/personGroups.ts';
import { instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

const survey = instrument({ dimensions: { trust: ['honest'] } });
const below = (parent?: string): SmallOffice => ({ ...(parent && { parent }), headcount: 60, answers: [] });
const offices = {
  root: below(),
  north: below('root'),
  n1: below('north'),
  n2: below('north'),
  n3: below('north'),
  south: below('root'),
  s1: below('south'),
  s2: below('south'),
};
const { wave } = smallWave([survey], offices, { id: 'w', units: {} });
const units = wave.units.map(({ code }) => code);
const groups = personGroupsOf(wave);

function circles(written: Record<string, number>, joins = true) {
  const writers = units.map((code) => written[code] ?? 0);
  return joinComments({ groups, units, writers, least: 10, joins });
}

const told = (found: ReturnType<typeof circles>) =>
  found.map(({ scope, place, units: members }) => `${scope} ${place}: ${members.join(' ')}`);

describe('comments that are read together', () => {
  it('stay in the unit where enough people wrote', () => {
    assert.deepEqual(told(circles({ n1: 10, s1: 9 })), ['own n1: n1']);
  });

  it('of small units are read at the governorate, or else at the province', () => {
    const found = circles({ root: 3, n1: 12, n2: 6, n3: 4, s1: 5, s2: 2 });
    assert.deepEqual(told(found), [
      'own n1: n1',
      'subtree north: north n2 n3',
      'subtree root: root south s1 s2',
    ]);
    assert.deepEqual(
      found.map(({ writers }) => writers),
      [12, 10, 10],
    );
  });

  it('are not read where even the province has too few of them left', () => {
    assert.deepEqual(told(circles({ n1: 30, n2: 9 })), ['own n1: n1']);
  });

  it('stay apart where people were told that only their own unit is read together', () => {
    assert.deepEqual(circles({ n2: 6, n3: 6 }, false), []);
  });

  it('leave nothing below the limit by subtraction, however many wrote where', () => {
    let seed = 7;
    const draw = (limit: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % limit;
    };
    for (let run = 0; run < 500; run += 1) {
      const found = circles(Object.fromEntries(units.map((code) => [code, draw(draw(3) === 0 ? 25 : 9)])));
      const members = found.flatMap((circle) => circle.units);
      assert.equal(new Set(members).size, members.length, 'each unit is in one circle at most');
      assert.ok(found.every(({ writers }) => writers >= 10));
    }
  });

  it('say the same of a unit in which nobody wrote as of one in which a few did', () => {
    const found = circles({ n2: 6, n3: 4 });
    assert.equal(circleOf(found, 'north')?.place, circleOf(found, 'n2')?.place);
    assert.equal(circlesAt(found, 'north', 'subtree').length, 1);
    assert.equal(circlesAt(found, 'north', 'own').length, 0);
  });
});
