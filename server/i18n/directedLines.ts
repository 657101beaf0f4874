/**
 * Plain text whose lines run as their language does. Nothing but the first letter says it there, and that may be of a name in another
 * language, or inside an isolated part, which says nothing; then a mark stands at the start of the line.
 */
type Direction = 'rtl' | 'ltr';

const marks = { rtl: '\u200f', ltr: '\u200e' } as const;
const isolatedPart = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/g;
const letter = /\p{L}/u;
const rtlLetter = /\p{Script=Arabic}/u;
/** An address or a code stands in its own direction. */
const bare = /^[!-~]*$/;

const directionOfText = (text: string): Direction | null => {
  const [first] = letter.exec(text) ?? [];
  if (first === undefined) return null;
  return rtlLetter.test(first) ? 'rtl' : 'ltr';
};

export const directedLines = (text: string, direction: Direction): string =>
  text
    .split('\n')
    .map((line) => directedLine(line, direction))
    .join('\n');

export function directedLine(line: string, direction: Direction): string {
  if (bare.test(line) || !letter.test(line)) return line;
  // Old programs do not know isolated parts, and read their letters like any other.
  const runs = [line, line.replace(isolatedPart, '')].every((text) => directionOfText(text) === direction);
  return runs ? line : marks[direction] + line;
}

/** Of a line of words with values of unknown language between them: that of the words alone; null where there are none. */
export const directionOfWords = (words: readonly string[]): Direction | null =>
  directionOfText(words.join(' '));
