/** Stores ballots: one durable insert, shared by all ballots that arrive during the insert before it. */
import { mongo } from 'mongoose';
import { groupWrites } from '../database/groupWrites.ts';
import { type Ballot, BallotModel } from './ballot.ts';

const maxPerWrite = 100;
const duplicateKey = 11000;

/** Resolves when the ballot is stored durably. A ballot whose credential was used before counts as stored. Serves the whole process, which has one store. */
export const storeBallot = groupWrites<Ballot>(maxPerWrite, async (ballots) => {
  const box = BallotModel.collection as unknown as mongo.Collection<Ballot>;
  try {
    await box.insertMany(ballots, { ordered: false });
    return new Map();
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError) || !hasAllErrors(error)) throw error;
    const problems = [error.writeErrors].flat().filter(({ code }) => code !== duplicateKey);
    return new Map(problems.map(({ index, errmsg }) => [index, new Error(errmsg)]));
  }
});

/** An unmet write concern affects every ballot of the group. */
function hasAllErrors(error: mongo.MongoBulkWriteError): boolean {
  return [error.writeErrors].flat().length > 0 && !error.result?.getWriteConcernError();
}
