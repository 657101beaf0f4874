/** The breakdowns by one instrument as disclosure control takes them: the people of each unit by their whole background. */
import type { Profile, ProfileMeasure } from '../../../disclosure/breakdowns/breakdownTable.ts';
import {
  type BreakdownDecisions,
  protectBreakdowns,
} from '../../../disclosure/breakdowns/protectBreakdowns.ts';
import { at, type MeasureIndex } from '../../tally/indexes.ts';
import { answersOfProfile, type ProfileCounts, profileScores } from '../../tally/profileCounts.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import { groupById, measureId, type WaveStatistics } from '../waveStatistics.ts';

interface UnitProfile extends Profile {
  counts: ProfileCounts;
  /** Its position in `counts`. */
  at: number;
}

/**
 * @param measures positions of the index and the dimensions of one instrument
 * @param like what was decided of another instrument, which nearly the same people have answered
 */
export function decideBreakdowns(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  measures: readonly MeasureIndex[],
  like?: BreakdownDecisions,
): BreakdownDecisions {
  const { demographics } = wave.layout.questionnaire;
  const profiles = profilesIn(wave);
  const input = {
    knownQuestions: wave.own.map(({ tally }) => tally.profiles?.questions ?? 0),
    groups: wave.groups
      .filter(({ group }) => group.units.length > 0)
      .map(({ group }) => ({ id: group.id, atoms: group.units })),
    questions: demographics.map(({ id, options }) => ({
      id,
      options: options.filter(({ undisclosed }) => !undisclosed).map((option) => option.id),
    })),
    profiles,
    measures: measures.map((m) => measureOf(wave, disclosure, m, profiles)),
    minimum: wave.wave.minimum,
    minimumDetail: wave.wave.minimumDetail,
  };
  return protectBreakdowns(input, like);
}

function profilesIn({ own, layout }: WaveStatistics): UnitProfile[] {
  const { demographics } = layout.questionnaire;
  // «I prefer not to answer» is not an option to break down by.
  const places = demographics.map(({ options }) => {
    let next = 0;
    return [-1, ...options.map(({ undisclosed }) => (undisclosed ? -1 : next++))];
  });
  return own.flatMap(({ tally: { profiles: counts } }, unit) => {
    if (!counts) return [];
    return [...counts.keys].map((key, position): UnitProfile => {
      const answers = answersOfProfile(layout, counts.questions, key);
      return {
        unit,
        options: places.map((place, question) => place[answers[question] ?? 0]!),
        counts,
        at: position,
      };
    });
  });
}

function measureOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  m: MeasureIndex,
  profiles: readonly UnitProfile[],
): ProfileMeasure {
  const { layout } = wave;
  const measure = at(wave.measures, m);
  if (measure.kind === 'item') throw new RangeError('items have no breakdown');
  const position =
    measure.kind === 'index' ? measure.instrument : layout.instruments.length + measure.dimension;
  const [n, sum, favourable, unfavourable] = Array.from(
    { length: 4 },
    () => new Float64Array(profiles.length),
  );
  for (const [place, profile] of profiles.entries()) {
    const scores = profileScores(profile.counts, layout, profile.at, position);
    n![place] = scores.n;
    sum![place] = scores.sum;
    favourable![place] = scores.favourable;
    unfavourable![place] = scores.unfavourable;
  }
  const decisionOn = (groupId: string) => disclosure.decideMeasure(groupById(wave, groupId), m);
  return {
    id: measureId(layout, measure),
    n: n!,
    sum: sum!,
    favourable: favourable!,
    unfavourable: unfavourable!,
    exact: (groupId) => decisionOn(groupId) === 'detail',
    given: (groupId) => ['detail', 'rounded'].includes(decisionOn(groupId)),
  };
}
