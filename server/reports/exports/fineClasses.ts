/**
 * Walks over the responses of a wave that add them up by profile of demographics. What a walk keeps grows with the number of different
 * profiles of a few units, not with the number of responses, so a wave of any size can be exported.
 */
import type { Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import { readResponses, type StoredSheet } from '../../responses/readResponses.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';

export interface FineClass {
  unit: string;
  /** What `profileCode` gives for its members. */
  code: number;
  /** Option ids in the order of the questions; null: not given, or the option that says so. */
  values: (string | null)[];
  n: number;
  /**
   * Persons by item and point, at `places`; never counted beyond 255, for from 100 persons on nobody asks. Four counts lie in one
   * aligned 32-bit word.
   */
  counts: Uint8Array;
}

/**
 * One number for the background questions of a response, the first question weighing most: no text has to be made for each response.
 * @throws CannotAnonymise where so many questions have no numbers of their own
 */
export function profileCode({ demographics }: Questionnaire): (given: Uint8Array) => number {
  const sizes = demographics.map(({ options }) => options.length + 1);
  if (!Number.isSafeInteger(sizes.reduce((product, size) => product * size, 1)))
    throw new CannotAnonymise('there are too many background questions');
  return (given) => {
    let code = 0;
    for (let at = 0; at < sizes.length; at += 1) {
      const option = given[at] ?? 0;
      code = code * sizes[at]! + (option < sizes[at]! ? option : 0);
    }
    return code;
  };
}

/** Where the counts of each item begin; the last entry is their number. */
export function placesOf({ items }: Questionnaire): number[] {
  const places = [0];
  for (const { points } of items) places.push(places.at(-1)! + points);
  return places;
}

/** The classes of some units by profile, then by unit, so that nothing rests on the order of reading or of the units. */
export async function fineClasses(
  wave: string,
  units: readonly string[],
  questionnaire: Questionnaire,
  onRead?: () => void,
): Promise<FineClass[]> {
  const places = placesOf(questionnaire);
  const points = questionnaire.items.map((item) => item.points);
  const options = questionnaire.demographics.map((question) =>
    question.options.map(({ id, undisclosed }) => (undisclosed ? null : id)),
  );
  const codeOf = profileCode(questionnaire);
  const newCounts = countsInBlocks(Math.ceil(places.at(-1)! / 4) * 4);
  const classes = new Map(units.map((unit) => [unit, new Map<number, FineClass>()]));
  const count = ({ unit, answers, demographics }: StoredSheet) => {
    const code = codeOf(demographics);
    const ofUnit = classes.get(unit)!;
    let found = ofUnit.get(code);
    if (!found) {
      const values = options.map((values, at) => values[(demographics[at] ?? 0) - 1] ?? null);
      found = { unit, code, values, n: 0, counts: newCounts() };
      ofUnit.set(code, found);
    }
    found.n += 1;
    for (let item = 0; item < points.length; item += 1) {
      const answer = answers[item]!;
      if (answer === 0 || answer > points[item]!) continue;
      const place = places[item]! + answer - 1;
      if (found.counts[place]! < 255) found.counts[place]! += 1;
    }
  };
  for await (const sheets of readResponses({ wave, unit: { $in: units } })) {
    for (const sheet of sheets) {
      count(sheet);
      onRead?.();
    }
  }
  const all = [...classes.values()].flatMap((ofUnit) => [...ofUnit.values()]);
  return all.sort((a, b) => a.code - b.code || (a.unit < b.unit ? -1 : 1));
}

const classesPerBlock = 64;

/** Counts that begin at 0; many lie in one piece of memory, which costs the collector of garbage less than a piece each. */
function countsInBlocks(length: number): () => Uint8Array {
  let block = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at === block.length) {
      block = new Uint8Array(length * classesPerBlock);
      at = 0;
    }
    at += length;
    return block.subarray(at - length, at);
  };
}
