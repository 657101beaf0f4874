/** The circles of a wave's comments, question by question: as they were stored at the count, or from the comments where none were. */
import mongoose from 'mongoose';
import { personGroupsOf } from '../reports/personGroups.ts';
import { CommentModel } from '../responses/comment.ts';
import { joinsComments } from '../waves/joinsComments.ts';
import type { Wave } from '../waves/wave.ts';
import { type Circle, joinComments } from './joinComments.ts';
import { StoredCirclesModel } from './storedCircles.ts';

/** By id of the question. */
export type CirclesByQuestion = ReadonlyMap<string, Circle[]>;

export async function findCircles(wave: Wave): Promise<CirclesByQuestion> {
  const stored = await StoredCirclesModel.findById(wave._id).lean();
  if (!stored) return groupComments(wave);
  return new Map(stored.questions.map(({ question, circles }) => [question, circles]));
}

/** Called at the end of the count. Repeating it changes nothing. */
export async function storeCircles(wave: Wave): Promise<void> {
  const questions = [...(await groupComments(wave))].map(([question, circles]) => ({ question, circles }));
  await StoredCirclesModel.updateOne({ _id: wave._id }, { $setOnInsert: { questions } }, { upsert: true });
}

async function groupComments(wave: Wave): Promise<CirclesByQuestion> {
  const counted = await CommentModel.aggregate<{ _id: { unit: string; question: string }; n: number }>([
    { $match: { wave: wave._id } },
    { $group: { _id: { unit: '$unit', question: '$question' }, n: { $sum: 1 } } },
  ]);
  if (counted.length === 0) return new Map();
  const units = wave.units.map(({ code }) => code);
  const joins = joinsComments(wave);
  const groups = joins ? personGroupsOf(wave) : [];
  const questions = [...new Set(counted.map(({ _id }) => _id.question))].sort();
  return new Map(
    questions.map((question) => {
      const asked = counted.filter(({ _id }) => _id.question === question);
      const writers = units.map((code) => asked.find(({ _id }) => _id.unit === code)?.n ?? 0);
      const given = { groups, units, writers, least: wave.minimumDetail, joins };
      return [question, joinComments(given)] as const;
    }),
  );
}

/** What finds the comments of a circle. */
export function commentsIn(wave: string, question: string, { units }: Pick<Circle, 'units'>) {
  const [only] = units;
  return {
    wave,
    question,
    unit: units.length === 1 && only !== undefined ? only : mongoose.trusted({ $in: [...units] }),
  };
}
