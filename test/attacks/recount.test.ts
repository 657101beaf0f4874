/** A count that was broken off is done again, in another order of chance: what is published then must not differ, or the two could be held against one another. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type SmallOffice, smallWave } from '../reports/smallWave.ts';
import { type Person, peopleOf, staff, survey } from './people.ts';

const waves = [
  ['before', 7],
  ['after', 8],
] as const;

/** Everything that is published of two waves whose ballots were opened in some order. */
function published(inOrder: (people: Person[]) => Person[]): string {
  const [before, after] = waves.map(([id, seed]) => {
    const people = inOrder(peopleOf(id, seed));
    const offices = Object.entries(staff).map(([code, { parent, headcount }]): [string, SmallOffice] => {
      const own = people.filter(({ office }) => office === code);
      const [answers, background] = [own.map(({ sheet }) => sheet), own.map((each) => each.background)];
      return [code, { ...(parent && { parent }), headcount, answers, background }];
    });
    return smallWave([survey], Object.fromEntries(offices), { id });
  });
  const { reports, extras, comparisons } = buildWaveReports({ current: after!, previous: before! });
  return JSON.stringify([reports, [...extras], comparisons]);
}

function shuffled(people: Person[], seed: number): Person[] {
  const random = randomFrom(seed);
  const places = new Map(people.map(({ id }) => [id, random()]));
  return people.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!);
}

describe('a count that is done again in another order', () => {
  it('publishes the same numbers to the last digit', () => {
    const once = published((people) => people);
    for (const seed of [1, 2, 3])
      assert.ok(published((people) => shuffled(people, seed)) === once, `order ${seed}`);
    assert.ok(once.length > 100_000, 'there is something to be compared');
    assert.ok(published((people) => people.slice(1)) !== once, 'one person less would show');
  }).timeout(60_000);
});
