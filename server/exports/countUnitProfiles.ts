/**
 * Walks over the responses of a wave that add them up by profile of demographics. What a walk keeps grows with the number of different
 * profiles of a few units, not with the number of responses, so a wave of any size can be exported.
 */
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { PackedRows } from './packedRows.ts';

export interface UnitProfile {
  /** Position of the unit in the wave. */
  unit: number;
  /** What `profileCode` gives for its members. */
  code: number;
  n: number;
  counts: PointCounts;
}

/**
 * Persons by item and point, at `places`; never counted beyond 255, for from 100 persons on nobody asks. Many classes share a piece of
 * memory, which costs the collector of garbage less than a piece each; four counts lie in one word.
 */
export interface PointCounts {
  bytes: Uint8Array;
  words: Uint32Array;
  /** The first word of this class. */
  start: number;
}

/** Where the counts of each item begin; the last entry is their number. */
export function itemPlaces({ items }: Questionnaire): number[] {
  const places = [0];
  for (const { points } of items) places.push(places.at(-1)! + points);
  return places;
}

/** Words that the counts of one class take. */
export const wordsPerProfile = (places: readonly number[]) => Math.ceil(places.at(-1)! / 4);

/**
 * The classes of some units by profile, then by unit, so that nothing rests on the order of reading or of the units.
 * @param rows responses of these units and perhaps of others
 * @param units codes of all units, by position
 */
export async function countUnitProfiles(
  rows: AsyncIterable<PackedRows>,
  wanted: readonly number[],
  units: readonly string[],
  questionnaire: Questionnaire,
  onRead?: () => void,
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

/** Adds a response to its class, which is made where there is none. */
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

const classesPerBlock = 64;

/** Counts that begin at 0. */
function countsInBlocks(length: number): () => PointCounts {
  let words = new Uint32Array(0);
  let bytes = new Uint8Array(0);
  let next = 0;
  return () => {
    if (next === words.length) {
      words = new Uint32Array(length * classesPerBlock);
      bytes = new Uint8Array(words.buffer);
      next = 0;
    }
    next += length;
    return { bytes, words, start: next - length };
  };
}
