/**
 * Ready-made answers that stand for the other employees of a try-out: three people alone would be too few for any result. The same
 * questionnaire gives the same answers, so that a page that is opened twice says the same.
 */
import type { EncodedAnswers } from '../instruments/answers.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { normalDraws } from '../statistics/normalDraws.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';

/** How many of the staff answer in a try-out, the examples and one's own answers together. */
const answeringShare = 0.8;
/** Topics differ, so that there is something to see: shares of the scale above or below its middle, in turn. */
const topicLevels = [0.2, -0.15, 0.05, 0.25, -0.05, 0.1];
const spread = { unit: 0.08, person: 0.14, item: 0.16 };

/** How many examples join the own answers of a unit. */
export function exampleCount({ headcount }: Pick<WaveUnit, 'headcount'>, own: number): number {
  return Math.max(0, Math.round((headcount ?? 0) * answeringShare) - own);
}

export function exampleAnswers(
  questionnaire: Questionnaire,
  unit: Pick<WaveUnit, 'demographics'>,
  { count, seed }: { count: number; seed: number },
): EncodedAnswers[] {
  const draw = normalDraws(seed);
  const ofUnit = spread.unit * draw();
  const topics = questionnaire.dimensions.map(({ id }) => id);
  return Array.from({ length: count }, () => {
    const person = ofUnit + spread.person * draw();
    const items = questionnaire.items.map(({ dimension, points, reverse }) => {
      const level = topicLevels[Math.max(0, topics.indexOf(dimension ?? '')) % topicLevels.length] ?? 0;
      const share = 0.5 + level + person + spread.item * draw();
      const point = 1 + Math.min(points - 1, Math.max(0, Math.round(share * (points - 1))));
      return reverse ? points + 1 - point : point;
    });
    const demographics = questionnaire.demographics.map(({ id, options, showIf }) => {
      const option = 1 + (Math.floor(Math.abs(draw()) * 1000) % options.length);
      return unit.demographics.includes(id) && !showIf ? option : 0;
    });
    return { items: Uint8Array.from(items), demographics: Uint8Array.from(demographics) };
  });
}
