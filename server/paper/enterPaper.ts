/**
 * The life of one paper: first entry kept in its box, second entry compared, then a ballot like any other. The invitation
 * is used up by the same credential that pages without script use, and the box goes when the ballot lies sealed.
 */
import type { Config } from '../config.ts';
import { Conflict, HttpError } from '../http/httpErrors.ts';
import type { Answers } from '../instruments/answers.ts';
import type { AnsweringUnit, AnsweringWave } from '../responses/answeringWave.ts';
import { encodeBallotContent } from '../responses/ballotContent.ts';
import type { CodeRedeemer } from '../responses/codeRedeemer.ts';
import { acceptAnswers, submitBallot } from '../responses/submitBallot.ts';
import { waveKeysPresent } from '../waves/keys/waveKeys.ts';
import { FirstPassModel } from './firstEntry.ts';
import { countPaper } from './paperCount.ts';
import {
  isBy,
  newEntry,
  openEntry,
  type PaperEntry,
  type PassKeys,
  passKeys,
  sealEntry,
} from './sealedEntry.ts';

/** The desk where codes are asked about, with the reading of a typed one. */
export interface PaperCodeRedeemer extends CodeRedeemer {
  readCode(typed: string): string | null;
}

export interface Paper {
  answering: AnsweringWave;
  unit: AnsweringUnit;
  /** As `readCode` gives it. */
  code: string;
  keys: PassKeys;
  /** The entry that waits, or null. */
  first: PaperEntry | null;
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
  // Not lean: that would give the driver's own kind of bytes.
  const stored = await FirstPassModel.findById(keys.id, { box: 1 });
  return { answering, unit, code, keys, first: stored && openEntry(keys, stored.box) };
}

/** @throws AnswersRefused for an empty paper; Conflict when another first entry came before */
export async function storeFirstEntry(
  { answering, unit, keys }: Paper,
  answers: Answers,
  by: string,
): Promise<void> {
  const accepted = acceptAnswers(answering, unit, answers);
  const box = sealEntry(keys, newEntry(encodeBallotContent(answering.questionnaire, accepted), by));
  try {
    await FirstPassModel.create({ _id: keys.id, wave: answering.wave._id, box });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new Conflict('paper:errors.meanwhile');
  }
}

/** Seals what both entries agree on. @throws SlipUsed, AnswersRefused */
export async function submitPaper(
  desk: CodeRedeemer,
  { answering, unit, code, keys, first }: Paper & { first: PaperEntry },
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
export async function discardFirstEntry({ keys }: Paper): Promise<void> {
  await FirstPassModel.deleteOne({ _id: keys.id });
}
