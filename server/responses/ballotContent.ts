/**
 * A sheet is what a ballot holds when it is opened: encoded answers and the texts of open questions. Every part has a
 * fixed place, so all sheets of a wave have one length and the size of a sealed ballot does not tell who wrote a comment.
 */
import { type Answers, encodeAnswers } from '../instruments/answers.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';

export interface BallotContent {
  items: Uint8Array;
  demographics: Uint8Array;
  /** By id of the open question; only those that were answered. */
  openAnswers: Record<string, string>;
}

const version = 1;
const headBytes = 1;
const lengthBytes = 2;
/** Texts are UTF-16: the one encoding in which a limit in characters is a limit in bytes. */
const textBytes = (maxLength: number) => lengthBytes + 2 * maxLength;

/** Bytes of every sheet of a questionnaire. */
export function ballotContentLength({ items, demographics, openQuestions }: Questionnaire): number {
  const texts = openQuestions.reduce((sum, { maxLength }) => sum + textBytes(maxLength), 0);
  return headBytes + items.length + demographics.length + texts;
}

/** Answers must have been validated. */
export function encodeBallotContent(questionnaire: Questionnaire, answers: Answers): Buffer {
  const sheet = Buffer.alloc(ballotContentLength(questionnaire));
  const { items, demographics } = encodeAnswers(questionnaire, answers);
  sheet[0] = version;
  sheet.set(items, headBytes);
  sheet.set(demographics, headBytes + items.length);
  let at = headBytes + items.length + demographics.length;
  for (const { id, maxLength } of questionnaire.openQuestions) {
    const text = Buffer.from((answers.openAnswers?.[id] ?? '').slice(0, maxLength), 'utf16le');
    sheet.writeUInt16LE(text.length, at);
    sheet.set(text, at + lengthBytes);
    at += textBytes(maxLength);
  }
  return sheet;
}

/** @throws Error when the bytes are no sheet of this questionnaire */
export function decodeBallotContent(questionnaire: Questionnaire, sheet: Buffer): BallotContent {
  if (sheet.length !== ballotContentLength(questionnaire) || sheet[0] !== version) {
    throw new Error('These bytes are no sheet of this questionnaire');
  }
  const demographicsAt = headBytes + questionnaire.items.length;
  let at = demographicsAt + questionnaire.demographics.length;
  const openAnswers: Record<string, string> = {};
  for (const { id, maxLength } of questionnaire.openQuestions) {
    const start = at + lengthBytes;
    const text = sheet.toString('utf16le', start, start + sheet.readUInt16LE(at));
    if (text) openAnswers[id] = text;
    at += textBytes(maxLength);
  }
  return {
    items: Uint8Array.from(sheet.subarray(headBytes, demographicsAt)),
    demographics: Uint8Array.from(
      sheet.subarray(demographicsAt, demographicsAt + questionnaire.demographics.length),
    ),
    openAnswers,
  };
}
