/**
 * What may be told of the questions that an office has added. They are decided by the rules of single items over that office and those
 * below it alone, since nobody else was asked; no other office's report has them, and nothing is broken down or compared by them.
 */
import { type Bounded, boundDistribution, revealingClasses } from '../../disclosure/boundDistribution.ts';
import { type Decisions, type MeasureInput, protectMeasures } from '../../disclosure/protectMeasures.ts';
import type { Localised } from '../../instruments/instrument.ts';
import { favourableClass, toHundred } from '../../instruments/scoring.ts';
import { officeTree } from '../../offices/officeTree.ts';
import { meanInterval } from '../../statistics/meanInterval.ts';
import { approvedBlocks, localQuestionsOf } from '../../waves/localBlocks.ts';
import type { Wave } from '../../waves/wave.ts';
import type { LocalBlock } from '../../waves/waveParts.ts';
import type { WaveUnit } from '../../waves/waveUnit.ts';
import { type PersonGroup, personGroupsOf } from '../personGroups.ts';
import type { Suppressed } from '../published/reportObject.ts';
import type { LocalCounts } from '../tally/localCounts.ts';
import { responsesId } from './measureInput.ts';

export interface LocalScore {
  n: number;
  mean: number;
  ci95: [number, number] | null;
  agree: number;
  neutral: number;
  disagree: number;
  /** Persons at each point, as answered. */
  distribution: number[];
}
export type LocalAnswer = { text: Localised } & (LocalScore | { bounded: Bounded } | Suppressed);

/** What one report says of the questions of one office, itself or above it. */
export interface LocalResults {
  office: string;
  answers: LocalAnswer[];
}

export interface LocalInput {
  wave: Pick<Wave, 'localBlocks' | 'offices' | 'units' | 'instruments' | 'minimum' | 'minimumDetail'>;
  /** By unit code. */
  counts: ReadonlyMap<string, LocalCounts>;
  /** Responses by unit code. */
  responses: ReadonlyMap<string, number>;
}

/** By id of the group of persons, the offices' blocks from the top down. */
export function localResultsOf(input: LocalInput): Map<string, LocalResults[]> {
  const results = new Map<string, LocalResults[]>();
  const depth = depthIn(input.wave);
  const blocks = [...approvedBlocks(input.wave)].sort((a, b) => depth(a.office) - depth(b.office));
  for (const block of blocks)
    for (const [group, result] of resultsOfBlock(block, input))
      results.set(group, [...(results.get(group) ?? []), result]);
  return results;
}

function depthIn({ offices }: Pick<Wave, 'offices'>) {
  const tree = officeTree(offices);
  return (code: string) => tree.ancestors(code).length;
}

function resultsOfBlock(block: LocalBlock, input: LocalInput): [string, LocalResults][] {
  const { wave, counts, responses } = input;
  const { minimum, minimumDetail } = wave;
  const below = officeTree(wave.offices).subtree(block.office);
  const codes = new Set(below.map(({ code }) => code));
  const units = wave.units.filter(
    ({ offices }) => offices.length > 0 && offices.every((one) => codes.has(one)),
  );
  if (units.length === 0) return [];
  const offices = below.map((office) =>
    office.code === block.office ? { ...office, parent: null } : office,
  );
  const groups = personGroupsOf({ offices, units }).filter((group) => group.units.length > 0);
  const asked = block.questions.map((text, index) => ({
    text,
    id: `local:${index}`,
    counts: units.map((unit) => countsOf(input, unit, block.office, index, counts)),
  }));
  const decisions = protectMeasures({
    headcounts: units.map(({ headcount }) => headcount),
    groups: groups.map((group) => ({ id: group.id, atoms: group.units })),
    measures: [
      { id: responsesId, n: units.map(({ code }) => responses.get(code) ?? 0) },
      ...asked.map(({ id, counts: ofUnits }) => measureOf(id, ofUnits)),
    ],
    minimum,
    minimumDetail,
  });
  const answersOf = (group: PersonGroup): LocalAnswer[] =>
    asked.map(({ text, id, counts: ofUnits }) => ({
      text,
      ...disclose(decisions, id, group, addUp(group.units.map((unit) => ofUnits[unit] ?? []))),
    }));
  return groups.map((group) => [group.id, { office: block.office, answers: answersOf(group) }]);
}

/** Persons of a unit at each point of a question of an office, which stands among the questions of those above it. */
function countsOf(
  { wave }: LocalInput,
  unit: WaveUnit,
  office: string,
  index: number,
  counts: ReadonlyMap<string, LocalCounts>,
): number[] {
  const questions = localQuestionsOf(wave, unit);
  const first = questions.findIndex((question) => question.office.code === office);
  const points = questions[first]?.scale.points ?? 0;
  return counts.get(unit.code)?.[first + index] ?? Array<number>(points).fill(0);
}

function measureOf(id: string, ofUnits: readonly number[][]): MeasureInput {
  return {
    id,
    n: ofUnits.map(total),
    sum: ofUnits.map((counts) =>
      counts.reduce((sum, count, point) => sum + count * toHundred(point + 1, counts.length), 0),
    ),
    classes: ofUnits.map(revealingClasses),
    // Distributions are shown, so hidden persons may exchange the answers that are left, and no others.
    scores: ofUnits.map((counts) =>
      counts.map((count, point) => [toHundred(point + 1, counts.length), count] as const),
    ),
    within: responsesId,
    detailOnly: true,
  };
}

function disclose(decisions: Decisions, id: string, group: PersonGroup, counts: number[]) {
  const decision = decisions.decide(id, group.id);
  if (decision === 'detail') return scoreOf(counts, group.headcount);
  const bounded = decision === 'bounded' ? boundDistribution({ counts }) : null;
  if (bounded) return { bounded };
  const isFew = decision === 'tooFew' || decision === 'absent';
  return { suppressed: isFew ? ('tooFew' as const) : ('complementary' as const) };
}

function scoreOf(counts: number[], headcount: number | null): LocalScore {
  const n = total(counts);
  const scores = counts.map((count, point) => ({ count, score: toHundred(point + 1, counts.length) }));
  const mean = scores.reduce((sum, { count, score }) => sum + count * score, 0) / n;
  const squares = scores.reduce((sum, { count, score }) => sum + count * (score - mean) ** 2, 0);
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : null;
  const share = (wanted: string) =>
    total(counts.filter((_, point) => favourableClass(point + 1, counts.length) === wanted)) / n;
  return {
    n,
    mean,
    ci95: meanInterval({ n, mean, sd, population: headcount })?.ci95 ?? null,
    agree: share('favourable'),
    neutral: share('neutral'),
    disagree: share('unfavourable'),
    distribution: counts,
  };
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

function addUp(ofUnits: readonly (readonly number[])[]): number[] {
  const points = Math.max(0, ...ofUnits.map(({ length }) => length));
  return Array.from({ length: points }, (_, point) => total(ofUnits.map((counts) => counts[point] ?? 0)));
}
