/**
 * Deciding the breakdowns by all background questions together, for 68 offices and three instruments one after another, with two, four and
 * six questions and offices of 40 and of 150 people. The yardstick is what two questions cost.
 */
import type {
  BreakdownInput,
  Profile,
  ProfileMeasure,
} from '../server/disclosure/breakdowns/breakdownTable.ts';
import {
  type BreakdownDecisions,
  protectBreakdowns,
} from '../server/disclosure/breakdowns/protectBreakdowns.ts';
import { type Figure, figure, type Measurement } from './support/figure.ts';
import { offices, seeded } from './support/province.ts';

/** Options of each question, in declared order: sex, post, tenure, education, age, kind of employment. */
const optionCounts = [2, 4, 5, 4, 4, 3];
/** Index and dimensions of each instrument. */
const measureCounts = [6, 4, 5];
const officeSizes = [40, 150];
const questionCounts = [2, 4, 6];

export const breakdowns: Measurement = {
  name: 'breakdowns',
  title: 'Breakdowns decided together (68 offices, three instruments)',
  yardstick: 'with two questions',
  async run(_sizes, say) {
    const figures: Figure[] = [];
    for (const people of officeSizes) {
      let fewQuestions: number | undefined;
      for (const questions of questionCounts) {
        say(`${questions} questions in offices of ${people}`);
        const { seconds, shown, possible } = decide(people, questions);
        fewQuestions ??= seconds;
        const name = `${questions} questions, offices of ${people}`;
        figures.push(figure(`${name}: processor time`, 's', seconds, fewQuestions));
        figures.push(
          figure(`${name}: options shown of those with enough people`, '%', (100 * shown) / possible),
        );
      }
      figures.push(figure(`memory, offices of ${people}`, 'MB', process.memoryUsage().rss / 1e6));
    }
    return figures;
  },
};

function decide(people: number, questions: number) {
  const began = process.cpuUsage();
  let like: BreakdownDecisions | undefined;
  let [shown, possible] = [0, 0];
  for (const measures of measureCounts) {
    const input = inputOf(people, questions, measures);
    like = protectBreakdowns(input, like);
    for (const { id } of input.groups)
      for (const { id: question, options } of input.questions)
        for (const option of options) {
          const decision = like.decide(question, option, id);
          shown += Number(decision === 'detail');
          possible += Number(decision === 'detail' || decision === 'complementary');
        }
  }
  const { user, system } = process.cpuUsage(began);
  return { seconds: (user + system) / 1e6, shown, possible };
}

/** An invented province; people of one office lean to the same answers, and background questions hang together. */
function inputOf(people: number, questionCount: number, measureCount: number): BreakdownInput {
  const random = seeded(7);
  const units = offices(people);
  const counts = optionCounts.slice(0, questionCount);
  const profiles: Profile[] = [];
  const scores: number[][] = [];
  const position = new Map<string, number>();
  const lists = units.map((): number[] => []);
  for (const unit of units.keys()) {
    const mood = random();
    for (let person = 0; person < people; person += 1) {
      const rank = random();
      const options = counts.map((count) => Math.floor(((rank + 2 * random() * random()) / 3) * count));
      const key = `${unit} ${options}`;
      let at = position.get(key);
      if (at === undefined) {
        at = profiles.push({ unit, options }) - 1;
        position.set(key, at);
        scores.push([]);
        lists[unit]!.push(at);
      }
      for (let measure = 0; measure < measureCount; measure += 1)
        scores[at]!.push(Math.round(100 * Math.min(1, Math.max(0, (mood + random() + random()) / 3))));
    }
  }
  const below = (code: string): number[] =>
    units.flatMap((unit, at) => (unit.code === code ? [at] : unit.parent === code ? below(unit.code) : []));
  const groups = units.flatMap(({ code }, at) => [
    { id: `${code} own`, atoms: [at] },
    { id: `${code} subtree`, atoms: below(code).sort((a, b) => a - b) },
  ]);
  return {
    knownQuestions: units.map(() => questionCount),
    groups,
    questions: counts.map((count, at) => ({
      id: `q${at}`,
      options: Array.from({ length: count }, (_, option) => `${option}`),
    })),
    profiles,
    measures: Array.from({ length: measureCount }, (_, measure) => measureOf(scores, measure, measureCount)),
    minimum: 5,
    minimumDetail: 10,
  };
}

function measureOf(scores: readonly (readonly number[])[], measure: number, of: number): ProfileMeasure {
  const own = scores.map((all) => all.filter((_, at) => at % of === measure));
  const count = (matters: (score: number) => boolean) => own.map((all) => all.filter(matters).length);
  return {
    id: `m${measure}`,
    n: own.map((all) => all.length),
    sum: own.map((all) => all.reduce((sum, score) => sum + score, 0)),
    favourable: count((score) => score >= 60),
    unfavourable: count((score) => score <= 40),
    exact: () => true,
    given: () => true,
  };
}
