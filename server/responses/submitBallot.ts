/**
 * Accepts a sent answer: verifies the credential, validates and seals the answers, and stores them with one durable insert. Whatever is
 * wrong with a credential (forged, of another unit or wave, cut short), the message is the same.
 */
import { constants, hash, verify } from 'node:crypto';
import sodium from 'sodium-native';
import { HttpError } from '../http/httpErrors.ts';
import { clean, unixLines } from '../i18n/text.ts';
import { type Answers, encodeAnswers, hasNoItemAnswer, validateAnswers } from '../instruments/answers.ts';
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
  const content = encodeBallotContent(answering.questionnaire, acceptAnswers(answering, unit, answers));
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
  unit: Pick<AnsweringUnit, 'demographics'>,
  answers: Answers,
): Answers {
  const texts = Object.entries(answers.openAnswers ?? {});
  const allowed = Object.entries(answers.demographics ?? {}).filter(([id]) => unit.demographics.includes(id));
  const accepted = {
    items: answers.items,
    demographics: Object.fromEntries(allowed),
    openAnswers: Object.fromEntries(texts.map(([id, text]) => [id, unixLines(text ?? '')])),
  };
  if (validateAnswers(questionnaire, accepted).length > 0) {
    throw new AnswersRefused('responses:answersMalformed');
  }
  if (hasNoItemAnswer(encodeAnswers(questionnaire, accepted).items)) {
    throw new AnswersRefused('responses:nothingAnswered');
  }
  const cleaned = Object.entries(accepted.openAnswers).map(([id, text]) => [id, clean(text)]);
  return { ...accepted, openAnswers: Object.fromEntries(cleaned) };
}

/** A libsodium sealed box to the wave's public key (base64). */
export function seal(message: Buffer, publicKey: string): Buffer {
  const sealed = Buffer.alloc(message.length + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(sealed, message, Buffer.from(publicKey, 'base64'));
  return sealed;
}
