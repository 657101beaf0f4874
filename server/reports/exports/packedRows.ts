/**
 * Responses as an export needs them, many in three pieces of memory and not an object each: of 70 items a response takes 80 bytes.
 */
import type { Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { StoredSheet } from '../../responses/readResponses.ts';

export interface PackedRows {
  count: number;
  /** Positions of their units in the wave. */
  units: Uint16Array;
  /** What they gave as background, as one number (see `profileCode`). */
  profiles: Float64Array;
  /** One byte an item, as stored; one response behind the other. */
  answers: Uint8Array;
}

/**
 * One number for the background questions of a response, the first question weighing most: no text has to be made for each response.
 * @param sizes codes of each question, the 0 for no answer among them; their product is a safe whole number
 */
export function profileCode(sizes: readonly number[]): (given: Uint8Array) => number {
  return (given) => {
    let code = 0;
    for (let at = 0; at < sizes.length; at += 1) {
      const option = given[at] ?? 0;
      code = code * sizes[at]! + (option < sizes[at]! ? option : 0);
    }
    return code;
  };
}

/** Codes of each background question: one an option, and 0. */
export const codesOfQuestions = ({ demographics }: Questionnaire): number[] =>
  demographics.map(({ options }) => options.length + 1);

/** @param units codes of the units, by position */
export function rowPacker(
  units: readonly string[],
  questionnaire: Questionnaire,
): (sheets: readonly StoredSheet[]) => PackedRows {
  const positions = new Map(units.map((code, position) => [code, position]));
  const codeOf = profileCode(codesOfQuestions(questionnaire));
  const width = questionnaire.items.length;
  return (sheets) => {
    const count = sheets.length;
    const rows: PackedRows = {
      count,
      units: new Uint16Array(count),
      profiles: new Float64Array(count),
      answers: new Uint8Array(count * width),
    };
    for (let row = 0; row < count; row += 1) {
      const { unit, answers, demographics } = sheets[row]!;
      const position = positions.get(unit);
      if (position === undefined) throw new Error(`a response is of ${unit}, which the wave does not have`);
      if (answers.length !== width) throw new Error(`a response has ${answers.length} of ${width} answers`);
      rows.units[row] = position;
      rows.profiles[row] = codeOf(demographics);
      rows.answers.set(answers, row * width);
    }
    return rows;
  };
}
