/**
 * The life of one paper: first entry kept in its box, second entry compared, then a ballot like any other. The invitation
 * is used up by the same credential that pages without script use, and the box goes when the ballot lies sealed.
 */
import type { Config } from '../config.ts';
import { Conflict, HttpError } from '../http/errors.ts';
import type { Answers } from '../instruments/answers.ts';
import type { AnsweringUnit, AnsweringWave } from '../responses/answeringWave.ts';
import type { CodeDesk } from '../responses/codeDesk.ts';
import { encodeSheet } from '../responses/sheet.ts';
import { acceptAnswers, submitBallot } from '../responses/submitBallot.ts';
import { waveKeysPresent } from '../waves/keys/waveKeys.ts';
import { FirstPassModel } from './firstPass.ts';
import { countPaper } from './paperCount.ts';
import { type Entry, isBy, newEntry, openEntry, type PassKeys, passKeys, sealEntry } from './passBox.ts';

/** The desk where codes are asked about, with the reading of a typed one. */
export interface PaperDesk extends CodeDesk {
  readCode(typed: string): string | null;
}

export interface Paper {
  answering: AnsweringWave;
  unit: AnsweringUnit;
  /** As `readCode` gives it. */
  code: string;
  keys: PassKeys;
  /** The entry that waits, or null. */
  first: Entry | null;
}

/** The slip was used by another way while the paper lay here. */
export class SlipUsed extends Conflict {
  constructor() {
    super('paper:errors.used');
  }
}

/** @throws HttpError without the wave's keys */
export async function openPaper(
  answering: AnsweringWave,
  unit: AnsweringUnit,
  code: string,
  { keyDir }: Pick<Config, 'keyDir'>,
): Promise<Paper> {
  const wave = answering.wave._id;
  if (!waveKeysPresent(keyDir, wave)) throw new HttpError(503, 'responses:keysMissing');
  const keys = passKeys(keyDir, wave, code);
  const stored = await FirstPassModel.findById(keys.id, { box: 1 }).lean<{
    box: Buffer | { buffer: Buffer };
  }>();
  const bytes = stored && (Buffer.isBuffer(stored.box) ? stored.box : Buffer.from(stored.box.buffer));
  return { answering, unit, code, keys, first: bytes ? openEntry(keys, bytes) : null };
}

/** @throws AnswersRefused for an empty paper; Conflict when another first entry came before */
export async function keepFirst(
  { answering, unit, keys }: Paper,
  answers: Answers,
  by: string,
): Promise<void> {
  const accepted = acceptAnswers(answering, unit, answers);
  const box = sealEntry(keys, newEntry(encodeSheet(answering.questionnaire, accepted), by));
  try {
    await FirstPassModel.create({ _id: keys.id, wave: answering.wave._id, box });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new Conflict('paper:errors.meanwhile');
  }
}

/** Seals what both entries agree on. @throws SlipUsed, AnswersRefused */
export async function sendPaper(
  desk: CodeDesk,
  { answering, unit, code, keys, first }: Paper & { first: Entry },
  answers: Answers,
  by: string,
): Promise<void> {
  acceptAnswers(answering, unit, answers);
  const wave = answering.wave._id;
  const credential = await desk.issueCredential(wave, code, first.nonce);
  if (!credential) {
    await FirstPassModel.deleteOne({ _id: keys.id });
    throw new SlipUsed();
  }
  await submitBallot(answering, credential, answers);
  const { deletedCount } = await FirstPassModel.deleteOne({ _id: keys.id });
  if (deletedCount > 0) await countPaper(wave, { alone: isBy(first, by) });
}

/** For a first entry that went wrong: the paper is entered anew. */
export async function discardFirst({ keys }: Paper): Promise<void> {
  await FirstPassModel.deleteOne({ _id: keys.id });
}
