/**
 * What the people of the demo province think. A person's answer comes from a latent opinion: the dimension's level in the province,
 * the office's own deviation from it (real, and stable over the years), a small real change from wave to wave, the person, and noise. So
 * reports find differences that are real, and miss some, as in life.
 */
import { notAnswered, notApplicable } from '../instruments/answers.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { normalDraws } from '../statistics/normalDraws.ts';

/** Level of a dimension in the province, in latent units; unknown dimensions are neutral. */
const levels: Record<string, number> = {
  participation: 0.15,
  cohesion: -0.1,
  adaptability: 0,
  mission: 0.3,
  citizenFocus: 0.5,
  integrity: -0.35,
  managerCompetence: 0.35,
  managerBenevolence: 0.2,
  managerHonesty: 0.15,
  managerOpenness: 0.05,
  seniorManagers: -0.25,
  followUp: -0.4,
};

const spread = {
  office: 0.28,
  officeDimension: 0.2,
  change: 0.12,
  person: 0.6,
  personDimension: 0.4,
  noise: 0.75,
  item: 0.2,
};
const thresholds = [-1.35, -0.5, 0.25, 1.25];
const missingShare = 0.02;
const notApplicableShare = 0.01;
const straightLinedShare = 0.012;

export interface DemoAnswers {
  answers: Uint8Array;
  demographics: Uint8Array;
}

/** Fixes the offices' true deviations, so that several waves of one province agree with each other. */
export function createDemoOpinions(questionnaire: Questionnaire, offices: readonly string[], seed: number) {
  const stableDraw = normalDraws(seed);
  const dimensions = questionnaire.dimensions.map(({ id }) => id);
  const effects = new Map(
    offices.map((office) => {
      const general = spread.office * stableDraw();
      return [
        office,
        dimensions.map((id) => (levels[id] ?? 0) + general + spread.officeDimension * stableDraw()),
      ];
    }),
  );
  const difficulty = questionnaire.items.map(() => spread.item * stableDraw());
  return {
    /** Answers of `count` people of one office in one wave; `waveNumber` sets how far opinions have levelsNow. */
    answersOf(office: string, count: number, waveNumber: number): DemoAnswers[] {
      const draw = normalDraws(seed + 7919 * waveNumber + 104729 * offices.indexOf(office));
      const levelsNow = (effects.get(office) ?? []).map(
        (level) => level + spread.change * waveNumber * (0.4 + 0.6 * draw()),
      );
      return Array.from({ length: count }, () => onePerson(questionnaire, levelsNow, difficulty, draw));
    },
  };
}

type Draw = () => number;
/** True with the given probability, from a normal draw. */
const hasProbability = (share: number, draw: Draw) => Math.abs(draw()) > quantiles[share]!;
const quantiles: Record<number, number> = { 0.01: 2.5758, 0.012: 2.5121, 0.02: 2.3263, 0.1: 1.6449 };

function onePerson(
  questionnaire: Questionnaire,
  levelsNow: readonly number[],
  difficulty: readonly number[],
  draw: Draw,
): DemoAnswers {
  const general = spread.person * draw();
  const positions = new Map(questionnaire.dimensions.map(({ id }, position) => [id, position]));
  const own = levelsNow.map((level) => level + general + spread.personDimension * draw());
  const straight = hasProbability(straightLinedShare, draw) ? 3 + Math.sign(Math.round(draw())) : 0;
  const answers = questionnaire.items.map((item, position) => {
    if (straight > 0) return Math.min(item.points, straight);
    if (hasProbability(missingShare, draw)) return notAnswered;
    if (item.allowsNotApplicable && hasProbability(notApplicableShare, draw)) return notApplicable;
    const level = item.dimension === null ? 0.4 + general : (own[positions.get(item.dimension) ?? 0] ?? 0);
    const latent = level + (difficulty[position] ?? 0) + spread.noise * draw();
    const point = 1 + thresholds.filter((threshold) => latent > threshold).length;
    return item.reverse ? item.points + 1 - point : point;
  });
  const demographics = questionnaire.demographics.map(({ options }) =>
    hasProbability(0.1, draw)
      ? 0
      : 1 + (Math.abs(Math.round(1.3 * draw() + options.length / 2)) % options.length),
  );
  return { answers: Uint8Array.from(answers), demographics: Uint8Array.from(demographics) };
}
