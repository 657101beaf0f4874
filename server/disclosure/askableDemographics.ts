/**
 * Which background questions an office may be asked: what was never asked cannot identify anyone. Every further question multiplies
 * the number of possible profiles, so questions are dropped from the end of the declared order until there are few enough profiles.
 */
export interface AskableQuestion {
  id: string;
  options: readonly unknown[];
}

/**
 * @param headcount staff of the reporting unit; null (unknown) is treated as too few
 * @param demographics in declared order, the most important first
 * @returns the longest beginning of the list with headcount ÷ product of the numbers of options ≥ minimumDetail; none under minimumDetail staff
 */
export function askableDemographics<Question extends AskableQuestion>(
  headcount: number | null,
  demographics: readonly Question[],
  minimumDetail: number,
): Question[] {
  if (headcount === null || headcount < minimumDetail) return [];
  const asked: Question[] = [];
  let profiles = 1;
  for (const question of demographics) {
    profiles *= Math.max(1, question.options.length);
    if (headcount / profiles < minimumDetail) break;
    asked.push(question);
  }
  return asked;
}
