/** A released wave of two offices with stored responses: few columns, and rows enough that none of them has to be merged. */
import { ResponseModel } from '../../server/responses/response.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { storedWave } from '../reportPages/storedWave.ts';
import { type Answer, encode, instrument, type SmallOffice } from '../reports/smallWave.ts';

const survey = instrument({
  dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'] },
  demographics: { gender: ['woman', 'man', 'silent'], tenure: ['new', 'old'] },
});
survey.demographics[0]!.options[2]!.undisclosed = true;

/** A few are left out and a few do not apply. */
function answer(person: number, item: number): Answer {
  if (person % 17 === item) return 'notApplicable';
  return person % 19 === item ? null : 1 + ((person * 7 + item * 3) % 5);
}

function office(people: number, given: Omit<SmallOffice, 'answers'> = {}): SmallOffice {
  const persons = Array.from({ length: people }, (_, person) => person);
  return {
    ...given,
    headcount: people,
    answers: persons.map((person) => [0, 1, 2, 3].map((item) => answer(person, item))),
    background: persons.map((person) => [
      ['woman', 'man', 'silent', null][person % 4]!,
      person % 3 === 0 ? 'new' : 'old',
    ]),
  };
}

const offices: Record<string, SmallOffice> = {
  root: office(400),
  north: office(320, { parent: 'root' }),
};

export async function storedOpenData(id: string): Promise<Wave> {
  const wave = await storedWave({ id, instruments: [survey], offices });
  const responses = Object.entries(offices).flatMap(([unit, { answers, background }]) =>
    encode([survey], answers!, background).map((bytes, person) => ({
      _id: `${(person * 379) % 1009}-${unit}`,
      wave: id,
      unit,
      answers: Buffer.from(bytes.answers),
      demographics: Buffer.from(bytes.demographics),
    })),
  );
  await ResponseModel.collection.insertMany(responses as never);
  return wave;
}
