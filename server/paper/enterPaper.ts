/**
 * The life of one paper: the first entry is stored encrypted, the second compared with it, then the paper becomes a ballot like any
 * other. The invitation is used up by a credential as on pages without script; the stored entry is deleted once the ballot is sealed.
 */
import type { Config } from '../config.ts';
import { Conflict, HttpError } from '../http/httpErrors.ts';
import type { Answers } from '../instruments/answers.ts';
import type { AnsweringUnit, AnsweringWave } from '../responses/answeringWave.ts';
import { encodeBallotContent } from '../responses/ballotContent.ts';
import type { CodeRedeemer } from '../responses/codeRedeemer.ts';
import { acceptAnswers, submitBallot } from '../responses/submitBallot.ts';
import { waveKeysPresent } from '../waves/keys/waveKeysFile.ts';
import { FirstEntryModel } from './firstEntry.ts';
import { countPaper } from './paperCount.ts';
import {
  type EntryKeys,
  entryKeys,
  isBy,
  newEntry,
  openEntry,
  type PaperEntry,
  sealEntry,
} from './sealedEntry.ts';

/** Redeems codes, and reads a typed one. */
export interface PaperCodeRedeemer extends CodeRedeemer {
  readCode(typed: string): string | null;
}

export interface Paper {
  answering: AnsweringWave;
  unit: AnsweringUnit;
  /** As `readCode` gives it. */
  code: string;
  keys: EntryKeys;
  /** The stored first entry, or null. */
  first: PaperEntry | null;
}

/** The slip's code was used in another way while the paper lay here. */
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
  const keys = entryKeys(keyDir, wave, code);
  // Not lean: that would give the driver's own kind of bytes.
  const stored = await FirstEntryModel.findById(keys.id, { box: 1 });
  return { answering, unit, code, keys, first: stored && openEntry(keys, stored.box) };
}

/** @throws AnswersRefused for an empty paper; Conflict when another first entry came before */
export async function storeFirstEntry(
  { answering, unit, keys }: Paper,
  answers: Answers,
  clerk: string,
): Promise<void> {
  const accepted = acceptAnswers(answering, unit, answers);
  const content = encodeBallotContent(answering.questionnaire, accepted, answering.localPlaces);
  const box = sealEntry(keys, newEntry(content, clerk));
  try {
    await FirstEntryModel.create({ _id: keys.id, wave: answering.wave._id, box });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new Conflict('paper:errors.meanwhile');
  }
}

/** Seals what both entries agree on. @throws SlipUsed, AnswersRefused */
export async function submitPaper(
  codes: CodeRedeemer,
  { answering, unit, code, keys, first }: Paper & { first: PaperEntry },
  answers: Answers,
  clerk: string,
): Promise<void> {
  acceptAnswers(answering, unit, answers);
  const wave = answering.wave._id;
  const credential = await codes.issueCredential(wave, code, first.nonce);
  if (!credential) {
    await FirstEntryModel.deleteOne({ _id: keys.id });
    throw new SlipUsed();
  }
  await submitBallot(answering, credential, answers);
  const { deletedCount } = await FirstEntryModel.deleteOne({ _id: keys.id });
  if (deletedCount > 0) await countPaper(wave, { alone: isBy(first, clerk) });
}

/** Deletes a first entry that went wrong, so that the paper can be entered again. */
export async function discardFirstEntry({ keys }: Paper): Promise<void> {
  await FirstEntryModel.deleteOne({ _id: keys.id });
}
