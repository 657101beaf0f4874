/**
 * Takes a sent answer: credential verified, answers validated, sealed, one durable insert. What is wrong with a
 * credential (forged, of another unit or wave, cut short) is told in one and the same sentence.
 */
import { constants, hash, verify } from 'node:crypto';
import sodium from 'sodium-native';
import { HttpError } from '../http/httpErrors.ts';
import { clean } from '../i18n/text.ts';
import { type Answers, encodeAnswers, hasNoItemAnswer, validateAnswers } from '../instruments/answers.ts';
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

/** @throws CredentialRefused, AnswersRefused, HttpError when the wave takes no answers. A repeated send is a success. */
export async function submitBallot(
  answering: AnsweringWave,
  credential: Credential,
  answers: Answers,
): Promise<void> {
  requireOpen(answering);
  const unit = verifiedUnit(answering, credential);
  const sheet = encodeBallotContent(answering.questionnaire, acceptAnswers(answering, unit, answers));
  await storeBallot({
    _id: hash('sha256', credential.message, 'hex'),
    wave: answering.wave._id,
    unit: unit.code,
    sealed: seal(sheet, answering.wave.sealingKey ?? ''),
  });
}

/** Signing and sending go on until the grace time ends. @throws HttpError that names the state */
export function requireOpen({ phase }: Pick<AnsweringWave, 'phase'>): void {
  if (phase === 'open' || phase === 'grace') return;
  throw new HttpError(409, `responses:refused.${phase}`);
}

function verifiedUnit({ units }: AnsweringWave, { unit, message, signature }: Credential): AnsweringUnit {
  const known = units.get(unit);
  const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const holds =
    known !== undefined &&
    message.length === messageBytes &&
    verify('sha384', message, { key: known.verifier, ...options }, signature);
  if (!holds) throw new CredentialRefused();
  return known;
}

/**
 * Only what the unit's people may be asked is taken; the texts are made uniform, which also hides the keyboard.
 * @throws AnswersRefused
 */
export function acceptAnswers(
  { questionnaire }: Pick<AnsweringWave, 'questionnaire'>,
  unit: Pick<AnsweringUnit, 'demographics'>,
  answers: Answers,
): Answers {
  const texts = Object.entries(answers.openAnswers ?? {});
  const allowed = Object.entries(answers.demographics ?? {}).filter(([id]) => unit.demographics.includes(id));
  const taken = {
    items: answers.items,
    demographics: Object.fromEntries(allowed),
    openAnswers: Object.fromEntries(texts.map(([id, text]) => [id, (text ?? '').replace(/\r\n?/g, '\n')])),
  };
  if (validateAnswers(questionnaire, taken).length > 0) {
    throw new AnswersRefused('responses:answersMalformed');
  }
  if (hasNoItemAnswer(encodeAnswers(questionnaire, taken).items)) {
    throw new AnswersRefused('responses:nothingAnswered');
  }
  const cleaned = Object.entries(taken.openAnswers).map(([id, text]) => [id, clean(text)]);
  return { ...taken, openAnswers: Object.fromEntries(cleaned) };
}

/** A libsodium sealed box to the wave's public key (base64). */
export function seal(message: Buffer, publicKey: string): Buffer {
  const sealed = Buffer.alloc(message.length + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(sealed, message, Buffer.from(publicKey, 'base64'));
  return sealed;
}
