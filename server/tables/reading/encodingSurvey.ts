/**
 * Finds the encoding of a text from all of its bytes, fed piece by piece. UTF-8 and UTF-16 prove themselves; windows-1256, in which every
 * byte is a letter, is believed only where what stands there reads as Persian words. A file in any other encoding has none.
 */
import { isUtf8 } from 'node:buffer';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256'] as const;
export type Encoding = (typeof encodings)[number];

export interface Survey {
  encoding: Encoding | null;
  /** False for pictures, programs and other files without an encoding. */
  isText: boolean;
  /** The first line that is not UTF-8, where the encoding is unknown. */
  line: number;
}

const newline = 0x0a;
const startSize = 4096;

export function encodingSurvey(): { add(piece: Buffer): void; result(): Survey } {
  const utf8 = utf8Check();
  const evidence = persianEvidence();
  const zeros = { even: 0, odd: 0 };
  let start: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    add(piece) {
      if (start.length < startSize) start = Buffer.concat([start, piece.subarray(0, startSize)]);
      for (let at = piece.indexOf(0); at >= 0; at = piece.indexOf(0, at + 1))
        zeros[(length + at) % 2 === 0 ? 'even' : 'odd'] += 1;
      length += piece.length;
      utf8.add(piece);
      evidence.add(piece);
    },
    result() {
      const known = (encoding: Encoding | null) => {
        const isText = encoding !== null || isMarkedWide(start) || !looksBinary(start);
        return { encoding, isText, line: encoding ? 0 : utf8.wrongLine() || 1 };
      };
      const wide = wideEncoding(start, length, zeros);
      if (wide !== undefined) return known(wide);
      if (utf8.wrongLine() === 0) return known('utf-8');
      const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
      return known(!marked && evidence.isPersian() ? 'windows-1256' : null);
    },
  };
}

const isMarkedWide = (start: Buffer) => start.length >= 2 && [0xfffe, 0xfeff].includes(start.readUInt16BE(0));

/** UTF-16 by its mark, or by the zero bytes that commas and line breaks have in it; null is a broken one, undefined another encoding. */
function wideEncoding(
  start: Buffer,
  length: number,
  { even, odd }: { even: number; odd: number },
): Encoding | null | undefined {
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0;
  if (!isMarkedWide(start) && even + odd === 0) return undefined;
  if (length % 2 === 1) return null;
  if (mark === 0xfffe) return even * 4 > length ? null : 'utf-16le';
  if (mark === 0xfeff) return 'utf-16be';
  if (odd > even * 20) return 'utf-16le';
  return even > odd * 20 ? 'utf-16be' : null;
}

const looksBinary = (start: Buffer) =>
  start.subarray(0, 4).equals(Buffer.from('%PDF')) ||
  start.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d));

function utf8Check() {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let before: Buffer = Buffer.alloc(0);
  let lines = 1;
  let wrong = 0;
  return {
    add(piece: Buffer) {
      if (wrong) return;
      try {
        decoder.decode(piece, { stream: true });
      } catch {
        wrong = lines - 1 + lineNotUtf8(Buffer.concat([before, piece]));
      }
      for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) lines += 1;
      const end = piece.lastIndexOf(newline) + 1;
      // The beginning of the last line is enough to name it, and a line of any length must not be copied over and over.
      before = end > 0 || before.length === 0 ? Buffer.from(piece.subarray(end)) : before;
    },
    /** 0 where all of it is UTF-8. */
    wrongLine(): number {
      if (wrong) return wrong;
      try {
        decoder.decode();
      } catch {
        wrong = lines;
      }
      return wrong;
    },
  };
}

/** The first line (from 1) of bytes that are not UTF-8. */
function lineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

const [other, latin, persian, foreign] = [0, 1, 2, 3];
/** What each byte is in windows-1256: punctuation, a Latin letter, a letter of the Arabic script, or an accented Latin letter or sign. */
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = new TextDecoder('windows-1256').decode(Uint8Array.of(byte));
  if (/[a-z]/i.test(letter)) return latin!;
  if (/[\p{Script=Arabic}\u0640\u064b-\u0652\u200c]/u.test(letter) && /[\p{L}\p{M}\u200c]/u.test(letter))
    return persian!;
  return byte < 0x80 || /[\u200d-\u200f\u00a0،؛؟«»…–—“”‘’]/.test(letter) ? other! : foreign!;
});

/** Marks of windows-1256 whose byte is a letter in Western encodings: `،` is ¡, `؛` is º, the marks of direction are ý and þ. */
const isOtherInTheWest = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = new TextDecoder('windows-1256').decode(Uint8Array.of(byte));
  // Below 0xa0 the two have the same marks but for the joiner, which is ž.
  const differs = byte >= 0xa0 ? letter !== String.fromCharCode(byte) : letter === '\u200d';
  return Number(kinds[byte] === other && differs);
});

/**
 * In Persian text read as windows-1256 nearly every byte above ASCII is a letter of the Arabic script and stands beside others of them.
 * Arabic letters inside Latin words are accents of a Western encoding; signs among them are UTF-8 or another Arabic encoding.
 * A table of codes and numbers has no letter at all: there marks prove it that stand where no letter could, beside no Latin letter, and
 * the Persian semicolon, by which Persian Windows divides cells, where every line has as many of them.
 */
function persianEvidence() {
  let last = 0x20;
  const counts = { persian: 0, foreign: 0, mixed: 0, besideLatin: 0 };
  const separators = evenPerLine(0xba);
  return {
    add(piece: Buffer) {
      for (const byte of piece) {
        const [kind, before] = [kinds[byte]!, kinds[last]!];
        if (kind === persian) counts.persian += 1;
        else if (kind === foreign) counts.foreign += 1;
        if ((kind === persian && before === latin) || (kind === latin && before === persian))
          counts.mixed += 1;
        if ((isOtherInTheWest[byte] && before === latin) || (isOtherInTheWest[last] && kind === latin))
          counts.besideLatin += byte === 0xba || last === 0xba ? 0 : 1;
        separators.add(byte);
        last = byte;
      }
    },
    isPersian: () =>
      counts.persian > 0
        ? counts.foreign * 10 <= counts.persian && counts.mixed * 10 <= counts.persian
        : counts.foreign + counts.besideLatin === 0 && separators.isEven(),
  };
}

/** Whether every filled line has a byte equally often, which may be never. */
function evenPerLine(mark: number) {
  let [inLine, perLine, isFilled, even] = [0, -1, false, true];
  const end = () => {
    if (!isFilled) return;
    if (perLine >= 0 && perLine !== inLine) even = false;
    [perLine, inLine, isFilled] = [inLine, 0, false];
  };
  return {
    add(byte: number) {
      if (byte === newline || byte === 0x0d) return end();
      if (byte > 0x20) isFilled = true;
      if (byte === mark) inLine += 1;
    },
    isEven() {
      end();
      return even;
    },
  };
}
