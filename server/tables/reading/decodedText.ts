/** The text of a file whatever its encoding: whole, or in pieces for files of any length. No letter is ever replaced by a question mark. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Encoding, encodingSurvey } from './encodingSurvey.ts';
import { UnreadableFile } from './unreadable.ts';

/** Bytes that can be gone through more than once. */
export type Pieces = () => AsyncIterable<Buffer>;

const pieceSize = 65_536;

/** In pieces, so that other requests get their turn between them: neither a stream nor an async generator gives it by itself. */
export function piecesOf(bytes: Buffer): Pieces {
  return async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) {
      if (at > 0) await nextTurn();
      yield bytes.subarray(at, at + pieceSize);
    }
  };
}

/** @throws UnreadableFile when the encoding is none that we can read */
export async function encodingOf(pieces: Pieces): Promise<Encoding> {
  const survey = encodingSurvey();
  for await (const piece of pieces()) survey.add(piece);
  const { encoding, isText, line } = survey.result();
  if (!isText) throw new UnreadableFile('notAList');
  if (!encoding) throw new UnreadableFile('encoding', line);
  return encoding;
}

/** Control characters and beginnings of pictures, PDFs and programs, which no list has; or the start of an HTML page that some programs save as a workbook. */
const notText = /[^\P{Cc}\t\r\n\f\v]|^%PDF|^\s*<(!doctype|html|head|meta|body|table|\?xml)/iu;
const replacement = '\ufffd';

/** Without the byte order mark. @throws UnreadableFile for what is no text, and where letters were lost before we got the file */
export async function* decodedPieces(pieces: Pieces, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const checked = (text: string, isFirst: boolean) => {
    if (isFirst && notText.test(text.slice(0, 4000))) throw new UnreadableFile('notAList');
    const lost = text.indexOf(replacement);
    if (lost >= 0) throw new UnreadableFile('lostLetters', line + lineBreaks(text.slice(0, lost)));
    line += lineBreaks(text);
    return text;
  };
  let isFirst = true;
  for await (const piece of pieces()) {
    const text = decode(decoder, piece, line);
    if (text) yield checked(text, isFirst);
    isFirst &&= text === '';
  }
  const rest = decode(decoder, undefined, line);
  if (rest) yield checked(rest, isFirst);
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece: Buffer | undefined, line: number): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw new UnreadableFile('encoding', line);
  }
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The whole text of a small file and its encoding. @throws UnreadableFile */
export async function decodedText(bytes: Buffer): Promise<{ text: string; encoding: Encoding }> {
  const pieces = piecesOf(bytes);
  const encoding = await encodingOf(pieces);
  let text = '';
  for await (const part of decodedPieces(pieces, encoding)) text += part;
  return { text, encoding };
}
