/** Invented people of a small province, for attackers who know everything that is published: each has an office, answers, background, a comment. */
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { publishWaveReports } from '../../server/reports/making/publishWaveReports.ts';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { saveTally } from '../../server/reports/tally/tallyModel.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { audiences } from '../../server/waves/audience.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, encode, type SmallOffice, smallWave } from '../reports/smallWave.ts';
import { instrument } from '../support/situation.ts';

export interface Person {
  /** Name of the stored response. */
  id: string;
  office: string;
  sheet: Answer[];
  background: string[];
}

/** Two governorates; of the districts two have too few respondents, one enough for a rounded mean only. */
export const staff: Record<string, { parent?: string; respondents: number; headcount: number }> = {
  root: { respondents: 40, headcount: 60 },
  north: { parent: 'root', respondents: 32, headcount: 50 },
  south: { parent: 'root', respondents: 36, headcount: 50 },
  heris: { parent: 'north', respondents: 7, headcount: 12 },
  tiny: { parent: 'north', respondents: 3, headcount: 11 },
  few: { parent: 'north', respondents: 4, headcount: 10 },
  large: { parent: 'south', respondents: 18, headcount: 30 },
};
export const hiddenOffices = ['tiny', 'few'];

export const survey: Instrument = instrument();
const items = compileQuestionnaire([survey]).items.length;

/** Everybody of one wave. People differ from one another in level, and each answers around it. */
export function peopleOf(wave: string, seed: number): Person[] {
  const random = randomFrom(seed);
  return Object.entries(staff).flatMap(([office, { respondents }]) =>
    Array.from({ length: respondents }, (_, i) => {
      const level = 1 + 4 * random();
      const answer = () => Math.min(5, Math.max(1, Math.round(level + 2 * random() - 1)));
      return {
        id: `${wave}-${office}-${i}`,
        office,
        sheet: Array.from({ length: items }, answer),
        background: survey.demographics.map(({ options }) => options[Math.floor(random() * 2)]!.id),
      };
    }),
  );
}

const meanOf = ({ sheet }: Person) =>
  sheet.reduce<number>((sum, answer) => sum + Number(answer), 0) / sheet.length;

/** Mean level (1..5) of an office. */
export function levelOf(people: readonly Person[], office: string): number {
  const own = people.filter((person) => person.office === office);
  return own.reduce((sum, person) => sum + meanOf(person), 0) / own.length;
}

/** The same people, those of the hidden offices having changed places: the first office gets the lowest, or the highest. */
export function exchanged(people: readonly Person[], order: 'lowest' | 'highest'): Person[] {
  const [first, ...rest] = hiddenOffices;
  const hidden = people.filter(({ office }) => hiddenOffices.includes(office));
  hidden.sort((a, b) => (meanOf(a) - meanOf(b)) * (order === 'lowest' ? 1 : -1));
  const placed = new Map(hidden.map(({ id }, i) => [id, i < staff[first!]!.respondents ? first! : rest[0]!]));
  return people.map((person) => ({ ...person, office: placed.get(person.id) ?? person.office }));
}

/** Stores a released wave of these people with reports, comments and responses. */
export async function storeWave(id: string, people: readonly Person[], more: Partial<Wave>): Promise<Wave> {
  const of = (code: string) => people.filter(({ office }) => office === code);
  const offices = Object.entries(staff).map(([code, { parent, headcount }]): [string, SmallOffice] => {
    const answers = of(code).map(({ sheet }) => sheet);
    return [code, { ...(parent && { parent }), headcount, answers }];
  });
  const { wave } = smallWave([survey], Object.fromEntries(offices), { id });
  const released = {
    releasedTo: [...audiences],
    count: { received: people.length, counted: people.length },
  };
  await WaveModel.create({ ...wave, title: `پیمایش ${id}`, ...released, ...more });
  const layout = tallyLayout([survey]);
  for (const { code } of wave.units) {
    const rows = encode(
      [survey],
      of(code).map(({ sheet }) => sheet),
      of(code).map(({ background }) => background),
    );
    await saveTally(id, code, tallyOf(rows, layout));
    await ResponseModel.insertMany(
      rows.map(({ answers, demographics }, i) => ({
        _id: of(code)[i]!.id,
        wave: id,
        unit: code,
        answers: Buffer.from(answers),
        demographics: Buffer.from(demographics),
      })),
    );
  }
  await CommentModel.insertMany(
    people.map(({ id: name, office }) => ({
      _id: `comment-${name}`,
      wave: id,
      unit: office,
      question: survey.openQuestions[0]!.id,
      text: `نظر ${name.replaceAll(/[a-z]/g, '')}`,
      review: 'approved',
    })),
  );
  await publishWaveReports(id);
  return await WaveModel.findById(id).orFail().lean();
}
