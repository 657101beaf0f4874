/** The ballot box itself: one durable insert, shared by all ballots that arrive while the one before is under way. */
import { mongo } from 'mongoose';
import { groupWrites } from '../database/groupWrites.ts';
import { type Ballot, BallotModel } from './ballot.ts';

const maxPerWrite = 100;
const alreadyStored = 11000;

/** Resolves when the ballot is stored for good. One whose credential was used before is taken for stored. */
export const storeBallot = groupWrites<Ballot>(maxPerWrite, async (ballots) => {
  const box = BallotModel.collection as unknown as mongo.Collection<Ballot>;
  try {
    await box.insertMany(ballots, { ordered: false });
    return new Map();
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || !isEveryProblemNamed(error)) throw error;
    const problems = [error.writeErrors].flat().filter(({ code }) => code !== alreadyStored);
    return new Map(problems.map(({ index, errmsg }) => [index, new Error(errmsg)]));
  }
});

/** A write concern that was not met concerns every ballot of the group. */
function isEveryProblemNamed(error: mongo.MongoBulkWriteError): boolean {
  return [error.writeErrors].flat().length > 0 && !error.result?.getWriteConcernError();
}
