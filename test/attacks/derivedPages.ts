/**
 * Pages that are made from results without being a wave's own: the bank of items, what a pilot says of the questions, how far two coders of
 * comments agree, the choice of a short form. They are read beside the results themselves, of provinces whose people change places.
 */
import { releasedFigures } from '../../server/bank/bankFigures.ts';
import { approvedComments } from '../../server/comments/coding/codedComments.ts';
import { CodingMarkModel, CodingModel, markId } from '../../server/comments/coding/coding.ts';
import { StoredInstrumentModel } from '../../server/instruments/storedInstrument.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { people as accounts } from '../support/people.ts';
import { type Person, storeWave, survey } from './people.ts';

const pilot = 'trial';
const coding = 'coding';
const coders: [string, string] = [accounts.administrator.username, accounts.analyst.username];

/** In the administrator's desk; of each dimension one item. */
export const derivedAddresses: readonly string[] = [
  `/desk/waves/${pilot}/pilot`,
  `/desk/waves/after/codings/${coding}`,
  `/desk/bank?of=${survey.id}`,
  ...survey.dimensions.flatMap(({ id, items }) => [
    `/desk/bank/${survey.id}/${id}`,
    `/desk/bank/${survey.id}/${id}/${items[0]!.id}`,
  ]),
  `/desk/instruments/${survey.id}/short-form`,
];

/** On an empty store: the instrument, so that the bank has it, and nothing remembered of waves that are gone. */
export async function prepareBank(): Promise<void> {
  await releasedFigures();
  await StoredInstrumentModel.create({ _id: `${survey.id}@${survey.version}`, instrument: survey });
}

/** A pilot of the same people, and two who have coded the comments of a wave, each in their own way. */
export async function storeDerived(people: readonly Person[], wave: Wave): Promise<void> {
  const own = people.map((person) => ({ ...person, id: `${pilot}-${person.id}` }));
  const dates = { opensAt: new Date('2023-10-20T00:00:00Z'), closesAt: new Date('2023-11-10T00:00:00Z') };
  await storeWave(pilot, own, { pilot: true, ...dates });
  const question = survey.openQuestions[0]!.id;
  const comments = (await approvedComments(wave, question)).slice(0, 40).map(({ _id }) => _id);
  await CodingModel.create({
    ...{ _id: coding, wave: wave._id, question, instrument: survey.id, coders, comments, finished: coders },
  });
  const [first, second] = survey.dimensions.map(({ id }) => id);
  await CodingMarkModel.insertMany(
    comments.flatMap((comment, at) =>
      coders.map((coder, who) => ({
        ...{ _id: markId(coding, coder, comment), coding, coder, comment },
        dimensions: at % 3 === 0 && who === 1 ? [second] : [at % 2 === 0 ? first : second],
      })),
    ),
  );
}
