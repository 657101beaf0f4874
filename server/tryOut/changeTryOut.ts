/** Starts a try-out, takes its answers, counts it and deletes it. What was done stays in the audit trail, and nothing else does. */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { dayMs, plusMs } from '../clock.ts';
import { Conflict } from '../http/httpErrors.ts';
import type { EncodedAnswers } from '../instruments/answers.ts';
import { offeredInstruments } from '../instruments/retirement.ts';
import { newCode } from '../participation/code.ts';
import { TryOutModel } from './tryOut.ts';
import { sampleOffices } from './tryOutWave.ts';

const lifeMs = 3 * dayMs;

/** Begins one with a questionnaire that is on offer; one that was begun before goes on. @returns whether there is such a questionnaire */
export async function startTryOut(instrumentId: string, { actor, now }: AuditContext): Promise<boolean> {
  const instrument = (await offeredInstruments()).find(({ id }) => id === instrumentId);
  if (!instrument) return false;
  await deleteExpired(now);
  const invitations = sampleOffices.map(({ code }) => ({ office: code, code: newCode() }));
  const unused = invitations.map(({ code }) => code);
  const begun = await TryOutModel.updateOne(
    { _id: actor },
    {
      $setOnInsert: {
        ...{ instrument, invitations, unused, answers: [], state: 'open' },
        ...{ startedAt: now, endsAt: plusMs(now, lifeMs) },
      },
    },
    { upsert: true },
  );
  const subject = { kind: 'instrument', id: instrumentId } as const;
  if (begun.upsertedCount > 0) await audit({ at: now, actor, action: 'tryOut.start', subject });
  return true;
}

/** Uses a code and stores the answers in one step. @returns whether the code could still be used */
export async function answerTryOut(
  account: string,
  code: string,
  { unit, items, demographics }: EncodedAnswers & { unit: string },
): Promise<boolean> {
  const stored = { unit, items: Buffer.from(items), demographics: Buffer.from(demographics) };
  const used = await TryOutModel.updateOne(
    { _id: account, state: 'open', unused: code },
    { $pull: { unused: code }, $push: { answers: stored } },
  );
  return used.modifiedCount === 1;
}

/** @throws Conflict before anything was answered, or where there is nothing to count */
export async function countTryOut({ actor, now }: AuditContext): Promise<void> {
  const found = await TryOutModel.findById(actor).lean();
  if (found?.state !== 'open') throw new Conflict('tryOut:conflict.notOpen');
  if (found.answers.length === 0) throw new Conflict('tryOut:conflict.nothingAnswered');
  const counted = await TryOutModel.updateOne(
    { _id: actor, state: 'open' },
    { $set: { state: 'counted', unused: [] } },
  );
  if (counted.modifiedCount === 1)
    await audit({ at: now, actor, action: 'tryOut.count', detail: { responses: found.answers.length } });
}

/** Deletes all of it; repeating it does nothing. */
export async function deleteTryOut({ actor, now }: AuditContext): Promise<void> {
  const { deletedCount } = await TryOutModel.deleteOne({ _id: actor });
  if (deletedCount > 0) await audit({ at: now, actor, action: 'tryOut.delete' });
}

/** Deletes those that nobody ended. */
export async function deleteExpired(now: Date): Promise<void> {
  await TryOutModel.deleteMany({ endsAt: mongoose.trusted({ $lte: now }) });
}
