/** What can be done to a coding: it is begun by an administrator, each coder notes and finishes, and the two settle where they differ. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { randomId } from '../../database/randomId.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { differing, marksOf } from './agreement.ts';
import { approvedComments, commentsOf } from './codedComments.ts';
import { type Coding, CodingMarkModel, CodingModel, isOpened, markId, settledBy } from './coding.ts';

/** More tire two people; their ids are random, so the first are a random sample. */
const maxComments = 200;
/** As many as a list needs to be read at all; κ of fewer says nothing. */
export const fewestComments = 10;

type Begun = Pick<Coding, 'question' | 'instrument' | 'coders'>;

/** @returns null where too few comments are approved */
export async function beginCoding(wave: Wave, begun: Begun, context: AuditContext): Promise<string | null> {
  const comments = (await approvedComments(wave, begun.question)).slice(0, maxComments);
  if (comments.length < fewestComments) return null;
  const _id = randomId();
  await CodingModel.create({ _id, wave: wave._id, ...begun, comments: comments.map((one) => one._id) });
  await auditWave(context, 'comment.codingBegin', wave._id, { question: begun.question });
  return _id;
}

/** By id of the comment; what is not of the coding is passed by. */
export type Noted = ReadonlyMap<string, readonly string[]>;

async function note(
  coding: Coding,
  coder: string,
  noted: Noted,
  allowed: readonly string[],
): Promise<number> {
  const known = [...noted].filter(([comment]) => allowed.includes(comment));
  for (const [comment, dimensions] of known) {
    const _id = markId(coding._id, coder, comment);
    const fields = { coding: coding._id, coder, comment, dimensions: [...dimensions] };
    await CodingMarkModel.updateOne({ _id }, { $set: fields }, { upsert: true });
  }
  return known.length;
}

/** @throws Conflict once the coder has finished: nobody notes anew after having seen the other's */
export async function saveMarks(coding: Coding, coder: string, noted: Noted): Promise<number> {
  if (coding.finished.includes(coder)) throw new Conflict('comments:coding.conflict.finished');
  const readable = (await commentsOf(coding)).map(({ _id }) => _id);
  return note(coding, coder, noted, readable);
}

/** How many of the comments a coder has not noted yet. */
export async function leftToNote(coding: Coding, coder: string): Promise<number> {
  const marked = marksOf(await CodingMarkModel.find({ coding: coding._id }).lean(), coder);
  return (await commentsOf(coding)).filter(({ _id }) => !marked.has(_id)).length;
}

/** @throws Conflict while comments are left */
export async function finishCoding(coding: Coding, context: AuditContext): Promise<void> {
  if ((await leftToNote(coding, context.actor)) > 0) throw new Conflict('comments:coding.conflict.left');
  await CodingModel.updateOne({ _id: coding._id }, { $addToSet: { finished: context.actor } });
  await auditWave(context, 'comment.codingFinish', coding.wave, { question: coding.question });
}

/** Of comments on which the two differ. @throws Conflict before both have finished */
export async function settle(coding: Coding, noted: Noted, context: AuditContext): Promise<number> {
  if (!isOpened(coding)) throw new Conflict('comments:coding.conflict.waiting');
  const marks = await CodingMarkModel.find({ coding: coding._id }).lean();
  const [first, second] = coding.coders.map((coder) => marksOf(marks, coder));
  if (!first || !second) return 0;
  const readable = (await commentsOf(coding)).map(({ _id }) => _id);
  const count = await note(coding, settledBy, noted, differing(readable, first, second));
  if (count > 0)
    await auditWave(context, 'comment.codingSettle', coding.wave, { question: coding.question, count });
  return count;
}
