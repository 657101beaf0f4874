/**
 * Words with their placeholders filled in. A line of its own that is only the link becomes the button of a mail. Where a wave lacks
 * what a placeholder stands for, a preview shows the placeholder's name, and a message leaves out the line.
 */
import { deskPath } from '../../http/deskPath.ts';
import { directedLine, directionOfWords } from '../../i18n/directedLines.ts';
import type { Language } from '../../i18n/languages.ts';
import { isolated } from '../../i18n/text.ts';
import { answerLink, answerLinkShort } from '../paths.ts';
import { asksToAnswer, isToManagers, type MessageKind, type Placeholder } from './messageKinds.ts';
import { placeholderName, runsOf } from './placeholders.ts';
import type { WordValues } from './wordValues.ts';

/** A run of a line: what was written, or the value of a placeholder, which may be in another script. */
export type Filled = { text: string } | { value: string; of: Placeholder };

export interface Line {
  runs: Filled[];
  /** Nothing but the link. */
  isLink: boolean;
  /** Followed by an empty line. */
  endsParagraph: boolean;
}

interface FillOptions {
  /** Show the names of missing values in this language. */
  namesIn?: Language;
}

/** A value of several lines, such as a purpose, becomes several lines. */
export function fillLines(text: string, values: WordValues, { namesIn }: FillOptions = {}): Line[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const { runs } = runsOf(line);
    if (runs.length === 0) return [];
    const endsParagraph = (lines[at + 1] ?? '').trim() === '';
    const filled: Filled[] = [];
    for (const run of runs) {
      if ('text' in run) {
        filled.push(run);
        continue;
      }
      const known = values[run.placeholder];
      if (known === undefined && !namesIn) return [];
      filled.push({
        value: known ?? `[${placeholderName(run.placeholder, namesIn ?? 'fa')}]`,
        of: run.placeholder,
      });
    }
    dropDoubledWord(filled);
    const only = filled.length === 1 ? filled[0]! : null;
    if (only && 'of' in only && only.value.includes('\n'))
      return only.value
        .split('\n')
        .filter(Boolean)
        .map((value) => ({ runs: [{ value, of: only.of }], isLink: false, endsParagraph: true }));
    const visible = filled.filter((run) => 'of' in run || run.text.trim());
    const isLink = visible.length === 1 && 'of' in visible[0]! && visible[0].of === 'link';
    return [{ runs: filled, isLink, endsParagraph }];
  });
}

/** Titles often begin with the word that stands before them: «در پیمایش پیمایش سالانه» says it once. */
function dropDoubledWord(runs: Filled[]): void {
  for (const [at, run] of runs.entries()) {
    const next = runs[at + 1];
    if ('of' in run || !next || !('of' in next) || next.of !== 'wave') continue;
    if (next.value.startsWith('پیمایش ')) run.text = run.text.replace(/پیمایش («?)$/u, '$1');
  }
}

/** As one text, for SMS: each letter is paid, so a mark stands only where a value would turn the line that it begins. */
export function plainText(text: string, values: WordValues, options?: FillOptions): string {
  return fillLines(text, values, options)
    .map(({ runs }) => {
      const direction = directionOfWords(runs.flatMap((run) => ('of' in run ? [] : [run.text])));
      const line = runs
        .map((run) => ('of' in run ? run.value : run.text))
        .join('')
        .trim();
      return direction ? directedLine(line, direction) : line;
    })
    .join('\n');
}

/** For subjects: values keep their own direction. */
export function subjectText(text: string, values: WordValues, options?: FillOptions): string {
  return fillLines(text, values, options)
    .flatMap(({ runs }) => runs.map((run) => ('of' in run ? isolated(run.value) : run.text)))
    .join('')
    .trim();
}

const sampleCode = '7KQ2M9XD7KQ2M9XD7KQ2';

/** A link as long as the real one, for previews and for counting parts. */
export function sampleLink(kind: MessageKind, wave: string, baseUrl: string): string {
  if (isToManagers(kind)) return `${baseUrl}${deskPath}`;
  return asksToAnswer(kind) ? answerLinkShort(baseUrl, sampleCode) : answerLink(baseUrl, wave, sampleCode);
}
