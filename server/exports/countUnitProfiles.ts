/**
 * Counts the responses of a wave by unit and profile of background answers. The memory needed grows with the number of different profiles
 * of a few units, not with the number of responses, so a wave of any size can be exported.
 */
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { PackedRows } from './packedRows.ts';

export interface UnitProfile {
  /** Index of the unit in the wave. */
  unit: number;
  /** The `profileCode` of its members. */
  code: number;
  n: number;
  counts: PointCounts;
}

/**
 * Persons by item and point, at `itemPlaces`; counting stops at 255, since from 100 persons on the exact number is never needed. Many
 * profiles share one block of memory, which costs the garbage collector less than a block each; four counts lie in one word.
 */
export interface PointCounts {
  bytes: Uint8Array;
  words: Uint32Array;
  /** The first word of this profile. */
  start: number;
}

/** Where the counts of each item begin; the last entry is the total length. */
export function itemPlaces({ items }: Questionnaire): number[] {
  const places = [0];
  for (const { points } of items) places.push(places.at(-1)! + points);
  return places;
}

/** Words that the counts of one profile take. */
export const wordsPerProfile = (places: readonly number[]) => Math.ceil(places.at(-1)! / 4);

export interface ProfileCount {
  /** Indexes of the units to count. */
  wanted: readonly number[];
  /** Codes of all units, by index. */
  units: readonly string[];
  questionnaire: Questionnaire;
  onRead?: (() => void) | undefined;
}

/**
 * The profiles of some units, ordered by profile and then by unit, so that nothing depends on the order of reading or of the units.
 * @param rows responses of these units and perhaps of others
 */
export async function countUnitProfiles(
  rows: AsyncIterable<PackedRows>,
  { wanted, units, questionnaire, onRead }: ProfileCount,
): Promise<UnitProfile[]> {
  const classes = units.map(() => new Map<number, UnitProfile>());
  const isWanted = new Uint8Array(units.length);
  for (const unit of wanted) isWanted[unit] = 1;
  const add = counter(questionnaire);
  for await (const batch of rows) {
    for (let row = 0; row < batch.count; row += 1) {
      const unit = batch.units[row]!;
      if (isWanted[unit] === 0) continue;
      add(classes[unit]!, unit, batch, row);
      onRead?.();
    }
  }
  const all = wanted.flatMap((unit) => [...classes[unit]!.values()]);
  return all.sort((a, b) => a.code - b.code || (units[a.unit]! < units[b.unit]! ? -1 : 1));
}

/** Returns a function that adds a response to its profile, creating the profile where it is new. */
function counter(questionnaire: Questionnaire) {
  const places = itemPlaces(questionnaire);
  const points = questionnaire.items.map((item) => item.points);
  const newCounts = countsInBlocks(wordsPerProfile(places));
  return (ofUnit: Map<number, UnitProfile>, unit: number, { profiles, answers }: PackedRows, row: number) => {
    const code = profiles[row]!;
    let found = ofUnit.get(code);
    if (!found) {
      found = { unit, code, n: 0, counts: newCounts() };
      ofUnit.set(code, found);
    }
    found.n += 1;
    const { bytes, start } = found.counts;
    for (let item = 0; item < points.length; item += 1) {
      const answer = answers[row * points.length + item]!;
      if (answer === 0 || answer > points[item]!) continue;
      const place = 4 * start + places[item]! + answer - 1;
      if (bytes[place]! < 255) bytes[place]! += 1;
    }
  };
}

const profilesPerBlock = 64;

/** Returns a function that allocates counts of 0. */
function countsInBlocks(length: number): () => PointCounts {
  let words = new Uint32Array(0);
  let bytes = new Uint8Array(0);
  let next = 0;
  return () => {
    if (next === words.length) {
      words = new Uint32Array(length * profilesPerBlock);
      bytes = new Uint8Array(words.buffer);
      next = 0;
    }
    next += length;
    return { bytes, words, start: next - length };
  };
}
