/** What would keep a draft from being launched, found while it is written: the checks that its file would go through. */
import type { Instrument } from '../instruments/instrument.ts';
import {
  InstrumentFileError,
  type InstrumentProblem,
  parseInstrument,
} from '../instruments/readInstrument.ts';

export type DraftProblem = Pick<InstrumentProblem, 'field' | 'message' | 'values'> & {
  /** Where it can be mended: a part of the editor, and the row there. */
  part: string;
  row: string;
};

/** Empty where the draft could become a version. */
export function problemsOf(content: Instrument): DraftProblem[] {
  return fileProblems(content).map((problem) => ({ ...problem, ...placeOf(problem.field ?? '', content) }));
}

function fileProblems(content: Instrument): Pick<InstrumentProblem, 'field' | 'message' | 'values'>[] {
  try {
    parseInstrument(JSON.stringify(content), 'draft');
    return [];
  } catch (error) {
    if (!(error instanceof InstrumentFileError)) throw error;
    return error.problems.map(({ field, message, values }) => ({ field, message, values }));
  }
}

const parts = {
  scale: 'scale',
  controlScale: 'controls',
  controls: 'controls',
  demographics: 'demographics',
  openQuestions: 'open',
  bands: 'bands',
  ideal: 'bands',
  margin: 'bands',
  outcome: 'bands',
} as const;

/** `dimensions[2].items[0].text.fa` is the third dimension's first item. */
function placeOf(field: string, content: Instrument): { part: string; row: string } {
  const path = field.split(/[.[\]]+/).filter(Boolean);
  const [first = '', at = '', , item = ''] = path;
  if (first === 'dimensions') {
    const dimension = content.dimensions[Number(at)];
    if (!dimension) return { part: 'dimensions', row: '' };
    return { part: `d.${dimension.id}`, row: dimension.items[Number(item)]?.id ?? '' };
  }
  const part = first in parts ? parts[first as keyof typeof parts] : 'about';
  return { part, row: '' };
}
