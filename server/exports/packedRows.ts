/**
 * Responses as an export needs them, many together in three arrays instead of one object each: a response with 70 items takes 80 bytes.
 */
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { StoredAnswers } from '../responses/readResponses.ts';

export interface PackedRows {
  count: number;
  /** Indexes of their units in the wave. */
  units: Uint16Array;
  /** Their background answers as one number (see `profileCode`). */
  profiles: Float64Array;
  /** One byte for each item, as stored; one response after the other. */
  answers: Uint8Array;
}

/** Number of codes of each background question: one for each option, and 0. */
export const codesOfQuestions = ({ demographics }: Questionnaire): number[] =>
  demographics.map(({ options }) => options.length + 1);

/** @param units codes of the units, by index */
export function rowPacker(
  units: readonly string[],
  questionnaire: Questionnaire,
): (responses: readonly StoredAnswers[]) => PackedRows {
  const positions = new Map(units.map((code, position) => [code, position]));
  const codeOf = profileCode(codesOfQuestions(questionnaire));
  const width = questionnaire.items.length;
  return (responses) => {
    const count = responses.length;
    const rows: PackedRows = {
      count,
      units: new Uint16Array(count),
      profiles: new Float64Array(count),
      answers: new Uint8Array(count * width),
    };
    for (let row = 0; row < count; row += 1) {
      const response = responses[row]!;
      const position = positions.get(response.unit);
      if (position === undefined)
        throw new Error(`a response is of ${response.unit}, which the wave does not have`);
      const answers = response.answersTo - response.answersFrom;
      if (answers !== width) throw new Error(`a response has ${answers} of ${width} answers`);
      rows.units[row] = position;
      rows.profiles[row] = codeOf(response);
      for (let item = 0; item < width; item += 1)
        rows.answers[row * width + item] = response.bytes[response.answersFrom + item]!;
    }
    return rows;
  };
}

/** One number for the background questions of a response, the first question weighing most (see `profileKeys`). */
function profileCode(sizes: readonly number[]): (response: StoredAnswers) => number {
  return ({ bytes, demographicsFrom, demographicsTo }) => {
    const given = Math.min(sizes.length, demographicsTo - demographicsFrom);
    let code = 0;
    for (let at = 0; at < sizes.length; at += 1) {
      const option = at < given ? bytes[demographicsFrom + at]! : 0;
      code = code * sizes[at]! + (option < sizes[at]! ? option : 0);
    }
    return code;
  };
}
