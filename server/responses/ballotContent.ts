/**
 * The content of an opened ballot: encoded answers, the texts of open questions, and answers to questions of single offices. Every part has
 * a fixed position, so the contents of all ballots of a wave have the same length, and the size of a sealed one does not show who wrote a comment.
 */
import { type Answers, encodeAnswers, itemByte } from '../instruments/answers.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';

export interface BallotContent {
  items: Uint8Array;
  demographics: Uint8Array;
  /** By id of the open question; only those that were answered. */
  openAnswers: Record<string, string>;
  /** A byte for each place (`localPlaces`), as in `items`; which questions they are follows from the unit. */
  local: Uint8Array;
}

const version = 1;
const headBytes = 1;
const lengthBytes = 2;
/** Texts are UTF-16: the one encoding in which a limit in characters is a limit in bytes. */
const textBytes = (maxLength: number) => lengthBytes + 2 * maxLength;

/** In bytes, the same for all ballots of a questionnaire. */
export function ballotContentLength(
  { items, demographics, openQuestions }: Questionnaire,
  localPlaces = 0,
): number {
  const texts = openQuestions.reduce((sum, { maxLength }) => sum + textBytes(maxLength), 0);
  return headBytes + items.length + demographics.length + texts + localPlaces;
}

/** The answers must be valid already. */
export function encodeBallotContent(questionnaire: Questionnaire, answers: Answers, localPlaces = 0): Buffer {
  const bytes = Buffer.alloc(ballotContentLength(questionnaire, localPlaces));
  const { items, demographics } = encodeAnswers(questionnaire, answers);
  bytes[0] = version;
  bytes.set(items, headBytes);
  bytes.set(demographics, headBytes + items.length);
  let at = headBytes + items.length + demographics.length;
  for (const { id, maxLength } of questionnaire.openQuestions) {
    const text = Buffer.from((answers.openAnswers?.[id] ?? '').slice(0, maxLength), 'utf16le');
    bytes.writeUInt16LE(text.length, at);
    bytes.set(text, at + lengthBytes);
    at += textBytes(maxLength);
  }
  for (let place = 1; place <= localPlaces; place += 1)
    bytes[at + place - 1] = itemByte(answers.local?.[place]);
  return bytes;
}

/** @throws Error when the bytes are no ballot of this questionnaire */
export function decodeBallotContent(
  questionnaire: Questionnaire,
  bytes: Buffer,
  localPlaces = 0,
): BallotContent {
  if (bytes.length !== ballotContentLength(questionnaire, localPlaces) || bytes[0] !== version) {
    throw new Error('These bytes are no ballot of this questionnaire');
  }
  const demographicsAt = headBytes + questionnaire.items.length;
  let at = demographicsAt + questionnaire.demographics.length;
  const openAnswers: Record<string, string> = {};
  for (const { id, maxLength } of questionnaire.openQuestions) {
    const start = at + lengthBytes;
    const text = bytes.toString('utf16le', start, start + bytes.readUInt16LE(at));
    if (text) openAnswers[id] = text;
    at += textBytes(maxLength);
  }
  return {
    items: Uint8Array.from(bytes.subarray(headBytes, demographicsAt)),
    demographics: Uint8Array.from(
      bytes.subarray(demographicsAt, demographicsAt + questionnaire.demographics.length),
    ),
    openAnswers,
    local: Uint8Array.from(bytes.subarray(at, at + localPlaces)),
  };
}
