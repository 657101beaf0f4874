/** Attacks with what is known of persons: people who change places, one who joins, rows of open data found by background. */
import { openData } from '../../server/exports/openData.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { emptyStore } from '../support/testStore.ts';
import { type AttackRow, mean, percent } from './attackRow.ts';
import { exchangeAttack } from './exchange.ts';
import { type Person, peopleOf, storeWave, survey } from './people.ts';

export function exchangeRow(provinces: number): AttackRow {
  const tried = Array.from({ length: provinces }, (_, i) => exchangeAttack(1400 + 2 * i));
  const count = (wanted: string) => tried.filter(({ outcome }) => outcome === wanted).length;
  // Whoever has both candidates tells them apart by any difference, and guesses otherwise.
  const told = (provinces - count('equal') / 2) / provinces;
  const points = Math.min(...tried.map((each) => each.points));
  return {
    attack: 'any computation, linear or not, on all numbers of two waves, by one who has all answers',
    tried: `which of two provinces that differ by ${points.toFixed(0)} points or more in a hidden office; ${provinces} pairs`,
    best: `${percent(told)}: in ${count('equal')} all is equal, in ${count('choice')} another office is hidden too, in ${count('leak')} a number differs`,
    chance: '50 %',
  };
}

const levelOf = ({ sheet }: Person) =>
  (25 * sheet.reduce<number>((sum, a) => sum + Number(a) - 1, 0)) / sheet.length;

/** Ten people of an office whose mean is shown in both waves, and an eleventh who joins; the others give a share of the same answers again. */
export function joinerRow(again: number, tries: number): AttackRow {
  const random = randomFrom(7);
  const hits = { best: 0, chance: 0 };
  for (let i = 0; i < tries; i += 1) {
    const people = peopleOf('before', 5000 + i);
    const office = people.slice(0, 10);
    const joiner = people[40]!;
    const later = office.map((each) => ({
      ...each,
      sheet: each.sheet.map((answer) => (random() < again ? answer : 1 + Math.floor(5 * random()))),
    }));
    const shown = [mean(office.map(levelOf)), mean([...later, joiner].map(levelOf))];
    const guess = 11 * shown[1]! - 10 * shown[0]!;
    if (Math.abs(guess - levelOf(joiner)) <= 5) hits.best += 1;
    if (Math.abs(shown[1]! - levelOf(joiner)) <= 5) hits.chance += 1;
  }
  return {
    attack: `two waves: one person joins ten, who give ${percent(again)} of their answers again`,
    tried: `the index of the one within 5 points; ${tries} tries`,
    best: percent(hits.best / tries),
    chance: `${percent(hits.chance / tries)} by the office's mean`,
  };
}

/** The attacker knows office and all background answers of everybody and looks for their rows in the file. */
export async function openDataRows(waves: number): Promise<AttackRow[]> {
  const found = { best: 0, share: [] as number[], answer: [] as number[], guess: [] as number[], rows: 0 };
  for (let i = 0; i < waves; i += 1) {
    await emptyStore();
    const people = peopleOf(`w${i}`, 9000 + i);
    const { rows } = await openData(await storeWave(`w${i}`, people, {}));
    const file: { head: readonly string[]; answers: Uint8Array }[] = [];
    for await (const row of rows()) file.push(row);
    const usual = modeOf(file.map(({ answers }) => answers[0]!));
    for (const person of people) {
      const alike = file.filter(({ head }) =>
        survey.demographics.every((_, at) => head[at + 1] === '' || head[at + 1] === person.background[at]),
      );
      found.best = Math.max(found.best, 1 / alike.length);
      found.share.push(1 / alike.length);
      found.answer.push(Number(modeOf(alike.map(({ answers }) => answers[0]!)) === person.sheet[0]));
      found.guess.push(Number(usual === person.sheet[0]));
    }
    found.rows += file.length;
  }
  const chance = waves / found.rows;
  return [
    {
      attack: 'open data: the row of a person whose whole background is known',
      tried: `the right row; ${found.rows} rows of ${waves} waves`,
      best: `${percent(mean(found.share))} on average, ${percent(found.best)} at most`,
      chance: percent(chance),
    },
    {
      attack: 'open data: an answer of that person, the commonest among the rows that may be theirs',
      tried: 'the right one of five answers to the first item',
      best: percent(mean(found.answer)),
      chance: `${percent(mean(found.guess))} by the commonest answer of all`,
    },
  ];
}

function modeOf(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0];
}
