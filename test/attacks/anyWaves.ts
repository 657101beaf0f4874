/** Two waves of a random small province: a tree of offices of any shape, most of them small, people who join and leave between the waves. */
import fc from 'fast-check';
import type { TalliedWave } from '../../server/reports/making/waveStatistics.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

export const options = { gender: ['woman', 'man'], tenure: ['new', 'some', 'long'] };
export const shape = { trust: ['t1', 't2'], pay: ['p1', 'p2', 'p3'] };
export const survey = instrument({ dimensions: shape, demographics: options });
const items = Object.values(shape).flat().length;

interface Sheet {
  answers: Answer[];
  background: string[];
}

export interface Waves {
  before: TalliedWave;
  after: TalliedWave;
  /** The sheets of each wave by office: what is true, for measuring what an attacker finds. */
  truth: Record<'before' | 'after', Record<string, Sheet[]>>;
}

const anyOffice = fc.record({
  parent: fc.nat(),
  people: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 5, max: 34 })),
  joining: fc.integer({ min: 0, max: 3 }),
  leaving: fc.integer({ min: 0, max: 3 }),
});

/** `lean` moves everybody on the scale, so that bounds by its ends become narrow. */
export const anyWaves: fc.Arbitrary<Waves> = fc
  .record({
    offices: fc.array(anyOffice, { minLength: 3, maxLength: 6 }),
    lean: fc.constantFrom(1.6, 2.5, 3, 3.6, 4.2),
    seed: fc.nat({ max: 1_000_000 }),
  })
  .map(({ offices, lean, seed }) => {
    const random = randomFrom(seed + 1);
    const sheet = (): Sheet => {
      const level = lean + 2.4 * (random() - 0.5);
      return {
        answers: Array.from({ length: items }, () =>
          Math.min(5, Math.max(1, Math.round(level + 2 * random() - 1))),
        ),
        background: Object.values(options).map((each) => each[Math.floor(random() * each.length)]!),
      };
    };
    const sheets = (n: number) => Array.from({ length: n }, sheet);
    const staff = offices.map(({ people, joining, leaving }, i) => {
      const before = sheets(i === 0 ? people + 12 : people);
      const stayed = before.slice(Math.min(leaving, before.length - 1));
      return { before, after: [...stayed.map((each) => again(each, random)), ...sheets(joining)] };
    });
    const code = (i: number) => `o${i}`;
    const parents = offices.map(({ parent }, i) => (i === 0 ? undefined : code(parent % i)));
    const wave = (id: 'before' | 'after') =>
      smallWave(
        [survey],
        Object.fromEntries(
          staff.map((each, i): [string, SmallOffice] => {
            const parent = parents[i];
            const answers = each[id].map((one) => one.answers);
            const background = each[id].map((one) => one.background);
            return [
              code(i),
              { ...(parent && { parent }), headcount: answers.length + 3, answers, background },
            ];
          }),
        ),
        { id },
      );
    const truth = (id: 'before' | 'after') => Object.fromEntries(staff.map((each, i) => [code(i), each[id]]));
    return {
      before: wave('before'),
      after: wave('after'),
      truth: { before: truth('before'), after: truth('after') },
    };
  });

/** The same person a year later: most answers stay. */
function again({ answers, background }: Sheet, random: () => number): Sheet {
  return {
    background,
    answers: answers.map((answer) => (random() < 0.8 ? answer : 1 + Math.floor(5 * random()))),
  };
}
