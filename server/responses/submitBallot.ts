/**
 * Accepts a sent answer: verifies the credential, validates and seals the answers, and stores them with one durable insert. Whatever is
 * wrong with a credential (forged, of another unit or wave, cut short), the message is the same.
 */
import { constants, hash, verify } from 'node:crypto';
import sodium from 'sodium-native';
import { HttpError } from '../http/httpErrors.ts';
import { clean, unixLines } from '../i18n/text.ts';
import {
  type Answers,
  encodeAnswers,
  hasNoItemAnswer,
  type ItemAnswer,
  validateAnswers,
} from '../instruments/answers.ts';
import type { LocalQuestion } from '../waves/localBlocks.ts';
import { requireAnswerable } from '../waves/wavePhase.ts';
import type { AnsweringUnit, AnsweringWave } from './answeringWave.ts';
import { encodeBallotContent } from './ballotContent.ts';
import { storeBallot } from './storeBallot.ts';

/** The proof that an invitation of the unit was used: a random message with the unit's signature. */
export interface Credential {
  unit: string;
  message: Buffer;
  signature: Buffer;
}

export class CredentialRefused extends HttpError {
  constructor() {
    super(403, 'responses:credentialRefused');
  }
}

export class AnswersRefused extends HttpError {
  constructor(messageKey: 'responses:answersMalformed' | 'responses:nothingAnswered') {
    super(422, messageKey);
  }
}

const messageBytes = 64;

/** @throws CredentialRefused, AnswersRefused, HttpError when the wave accepts no answers. Sending again is a success. */
export async function submitBallot(
  answering: AnsweringWave,
  credential: Credential,
  answers: Answers,
): Promise<void> {
  requireAnswerable(answering.phase);
  const unit = verifiedUnit(answering, credential);
  const { questionnaire, localPlaces } = answering;
  const content = encodeBallotContent(questionnaire, acceptAnswers(answering, unit, answers), localPlaces);
  await storeBallot({
    _id: hash('sha256', credential.message, 'hex'),
    wave: answering.wave._id,
    unit: unit.code,
    sealed: seal(content, answering.wave.sealingKey ?? ''),
  });
}

function verifiedUnit({ units }: AnsweringWave, { unit, message, signature }: Credential): AnsweringUnit {
  const known = units.get(unit);
  const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const isValid =
    known !== undefined &&
    message.length === messageBytes &&
    verify('sha384', message, { key: known.verifier, ...options }, signature);
  if (!isValid) throw new CredentialRefused();
  return known;
}

/**
 * Accepts only answers to questions that the unit is asked, and normalises texts, which also hides the keyboard.
 * @throws AnswersRefused
 */
export function acceptAnswers(
  { questionnaire }: Pick<AnsweringWave, 'questionnaire'>,
  unit: Pick<AnsweringUnit, 'demographics' | 'local'>,
  answers: Answers,
): Answers {
  const texts = Object.entries(answers.openAnswers ?? {});
  const allowed = Object.entries(answers.demographics ?? {}).filter(([id]) => unit.demographics.includes(id));
  const accepted = {
    items: answers.items,
    demographics: Object.fromEntries(allowed),
    openAnswers: Object.fromEntries(texts.map(([id, text]) => [id, unixLines(text ?? '')])),
  };
  const local = Object.entries(answers.local ?? {});
  if (
    validateAnswers(questionnaire, accepted).length > 0 ||
    !local.every((answer) => answersLocal(unit.local, answer))
  ) {
    throw new AnswersRefused('responses:answersMalformed');
  }
  if (hasNoItemAnswer(encodeAnswers(questionnaire, accepted).items)) {
    throw new AnswersRefused('responses:nothingAnswered');
  }
  const cleaned = Object.entries(accepted.openAnswers).map(([id, text]) => [id, clean(text)]);
  return {
    ...accepted,
    openAnswers: Object.fromEntries(cleaned),
    ...(local.length > 0 && { local: Object.fromEntries(local) }),
  };
}

/** Whether it is an answer to a question that an office above this unit has added; those of other offices have no place here. */
function answersLocal(
  asked: readonly LocalQuestion[],
  [place, answer]: [string, ItemAnswer | null | undefined],
): boolean {
  const question = /^[1-9]$/.test(place) ? asked[Number(place) - 1] : undefined;
  if (!question) return false;
  if (answer === null || answer === undefined) return true;
  if (answer === 'notApplicable') return question.scale.notApplicable !== undefined;
  return Number.isInteger(answer) && answer >= 1 && answer <= question.scale.points;
}

/** A libsodium sealed box to the wave's public key (base64). */
export function seal(message: Buffer, publicKey: string): Buffer {
  const sealed = Buffer.alloc(message.length + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(sealed, message, Buffer.from(publicKey, 'base64'));
  return sealed;
}
