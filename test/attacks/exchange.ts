/**
 * Two provinces that differ only in who of seven people works in which of two offices below the minimum, in two waves: whether
 * anything published tells the two apart. The pages read nothing but these objects (everyPage.test.ts reads the pages).
 */
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { type SmallOffice, smallWave } from '../reports/smallWave.ts';
import { exchanged, hiddenOffices, levelOf, type Person, peopleOf, staff, survey } from './people.ts';

/**
 * `equal`: to the last digit. `choice`: another office is hidden beside them, so that the two cannot be compared. `leak`: a number differs.
 */
export type Outcome = 'equal' | 'choice' | 'leak';

/** How the province was exchanged: the points by which the mean of the smaller office moves, and what came out. */
export function exchangeAttack(seed: number): { outcome: Outcome; points: number } {
  const [before, after] = [peopleOf('before', seed), peopleOf('after', seed + 1)];
  const [low, high] = (['lowest', 'highest'] as const).map((order) =>
    published(exchanged(before, order), exchanged(after, order)),
  );
  const [office] = hiddenOffices;
  const points =
    25 * (levelOf(exchanged(after, 'highest'), office!) - levelOf(exchanged(after, 'lowest'), office!));
  return { outcome: outcomeOf(low!, high!), points };
}

function outcomeOf(low: unknown, high: unknown): Outcome {
  const [one, other] = [JSON.stringify(low), JSON.stringify(high)];
  if (one === other) return 'equal';
  return patternOf(one) === patternOf(other) ? 'leak' : 'choice';
}

/** Which numbers are shown, without their values. */
const patternOf = (table: string) => table.replace(/-?\d[\d.e+-]*/g, '0');

function published(before: readonly Person[], after: readonly Person[]) {
  const previous = tallied('before', before);
  const current = { ...tallied('after', after) };
  return [
    buildWaveReports({ current: previous, previous: null }),
    buildWaveReports({ current, previous }),
  ].map(({ reports, extras, comparisons }) => ({ reports, extras: [...extras], comparisons }));
}

function tallied(id: string, people: readonly Person[]) {
  const offices = Object.entries(staff).map(([code, { parent, headcount }]): [string, SmallOffice] => {
    const own = people.filter(({ office }) => office === code);
    const answers = own.map(({ sheet }) => sheet);
    const background = own.map((person) => person.background);
    return [code, { ...(parent && { parent }), headcount, answers, background }];
  });
  return smallWave([survey], Object.fromEntries(offices), { id });
}
