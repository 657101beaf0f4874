/** A condition of LimeSurvey as ours: that a background question before it has one of some answers. */
import type { ShowIf } from '../../instruments/instrument.ts';
import type { LimeQuestion, LimeStructure } from './limeStructure.ts';

/** By the code of a background question: its id, and its options by their codes. */
export type Asked = ReadonlyMap<string, { id: string; byCode: Map<string, string> }>;

const oneAnswer = /^(\w{1,64})(?:\.(?:NAOK|code|value))?\s{0,9}==\s{0,9}["']([^"']{0,64})["']$/;

/** `gender.NAOK == "A1" or …`; anything else, and what asks for a later question, is listed. */
export function conditionOf(
  { relevance, line }: LimeQuestion,
  { structure, asked }: { structure: LimeStructure; asked: Asked },
): ShowIf | undefined {
  if (!relevance) return undefined;
  const parts = relevance
    .split(/\bor\b|\|\|/i)
    .map((part) => oneAnswer.exec(part.replace(/[()]/g, '').trim()));
  const question = asked.get(parts[0]?.[1] ?? '');
  const is = parts.map((part) =>
    part?.[1] === parts[0]?.[1] ? question?.byCode.get(part?.[2] ?? '') : undefined,
  );
  if (question && is.every((id) => id !== undefined)) return { question: question.id, is: is as string[] };
  structure.passedOver.push({
    sheet: structure.names.question,
    row: line,
    reason: 'condition',
    found: relevance.slice(0, 120),
  });
  return undefined;
}
