/** A condition of LimeSurvey as ours: that a background question before it has one of some answers. */
import type { ShowIf } from '../../instruments/instrument.ts';
import type { LimeQuestion, LimeStructure } from './limeStructure.ts';

/** By the code of a background question: its id, and its options by their codes. */
export type Asked = ReadonlyMap<string, { id: string; byCode: Map<string, string> }>;

const oneAnswer =
  /^(\w{1,64})(?:\.(?:NAOK|code|value))?\s{0,9}==\s{0,9}(?:"([^"']{0,64})"|'([^"']{0,64})'|(\d{1,9}))$/;

/** `gender.NAOK == "A1" or …`, a number without quotation marks too; anything else, and what asks for a later question, is listed. */
export function conditionOf(
  { relevance, line }: LimeQuestion,
  { structure, asked }: { structure: LimeStructure; asked: Asked },
): ShowIf | undefined {
  if (!relevance) return undefined;
  const parts = relevance
    .split(/\bor\b|\|\|/i)
    .map((part) => oneAnswer.exec(part.replace(/[()]/g, '').trim()) ?? [])
    .map(([, code = '', ...answers]) => ({ code, answer: answers.find(Boolean) ?? '' }));
  const [{ code: first } = { code: '' }] = parts;
  const question = asked.get(first);
  const is = parts.map(({ code, answer }) => (code === first ? question?.byCode.get(answer) : undefined));
  if (question && is.every((id) => id !== undefined)) return { question: question.id, is: is as string[] };
  structure.passedOver.push({
    sheet: structure.names.question,
    row: line,
    reason: 'condition',
    found: relevance.slice(0, 120),
  });
  return undefined;
}
