/** All scores of one person's encoded answers, which a tally adds up. */
import { notAnswered, notApplicable } from './answers.ts';
import type { Questionnaire } from './compileQuestionnaire.ts';
import { indexOf, scoreDimension } from './scoring.ts';

/** Scores are 0..100, or null when too little is answered; `dimensions` has the questionnaire's order, `indexes` its instruments'. */
export type AnswerScores = { dimensions: (number | null)[]; indexes: (number | null)[] };

/** @param items encoded item answers, one byte for each position of the questionnaire */
export function scoreAnswers(questionnaire: Questionnaire, items: Uint8Array): AnswerScores {
  const answerAt = (position: number) => {
    const byte = items[position]!;
    return byte === notAnswered || byte === notApplicable ? null : byte;
  };
  const dimensions = questionnaire.dimensions.map(({ items: positions, scale }) =>
    scoreDimension(
      positions.map(answerAt),
      scale.points,
      positions.map((position) => questionnaire.items[position]!.reverse),
    ),
  );
  const indexes = questionnaire.instruments.map(({ id }) =>
    indexOf(dimensions.filter((_, position) => questionnaire.dimensions[position]!.instrument === id)),
  );
  return { dimensions, indexes };
}
