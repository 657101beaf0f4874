/** Which question of a survey has the scale: the answers that most rows of arrays share or, without arrays, most lists. */
import { scaleKey } from './choices.ts';
import type { LimeQuestion } from './limeStructure.ts';

export const arrays = ['F', 'H'];
export const lists = ['L', '!', 'O', 'Y', 'G'];

/** A list that stands once for each country outnumbers the rows of an array and is no scale, so arrays are asked first. */
export function scaleQuestionOf(questions: readonly LimeQuestion[]): LimeQuestion | null {
  const marked = questions.find(({ own }) => own.kind === 'item');
  return marked ?? mostShared(questions, arrays) ?? mostShared(questions, lists);
}

/** Null where no two rows share answers that can be a scale. */
function mostShared(questions: readonly LimeQuestion[], types: readonly string[]): LimeQuestion | null {
  const uses = new Map<string, { question: LimeQuestion; count: number }>();
  for (const question of questions) {
    const key = scaleKey(question.answers);
    if (!key || !types.includes(question.type)) continue;
    const count = arrays.includes(question.type) ? question.subquestions.length : 1;
    const known = uses.get(key) ?? { question, count: 0 };
    uses.set(key, { ...known, count: known.count + count });
  }
  const [best] = [...uses.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count);
  return best?.question ?? null;
}
