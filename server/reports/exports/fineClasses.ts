/**
 * Walks over the responses of a wave that add them up by profile of demographics. What a walk keeps grows with the number of different
 * profiles of a few units, not with the number of responses, so a wave of any size can be exported.
 */
import type { Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import { readResponses, type StoredSheet } from '../../responses/readResponses.ts';

export interface FineClass {
  unit: string;
  /** Option ids in the order of the questions; null: not given, or the option that says so. */
  values: (string | null)[];
  n: number;
  /** Persons by item and point, at `places`; never counted beyond 255, for from 100 persons on nobody asks. */
  counts: Uint8Array;
}

/** The key of a sheet's class: the profile first, so that what is masked rests on no order of the units. */
export function classKey({ unit, demographics }: Pick<StoredSheet, 'unit' | 'demographics'>): string {
  return `${demographics.toString('latin1')} ${unit}`;
}

/** Where the counts of each item begin; the last entry is their number. */
export function placesOf({ items }: Questionnaire): number[] {
  const places = [0];
  for (const { points } of items) places.push(places.at(-1)! + points);
  return places;
}

/** The classes of some units by their keys, in the order of the keys, so that nothing rests on the order of reading. */
export async function fineClasses(
  wave: string,
  units: readonly string[],
  questionnaire: Questionnaire,
  onRead?: () => void,
): Promise<Map<string, FineClass>> {
  const places = placesOf(questionnaire);
  const points = questionnaire.items.map((item) => item.points);
  const options = questionnaire.demographics.map((question) =>
    question.options.map(({ id, undisclosed }) => (undisclosed ? null : id)),
  );
  const classes = new Map<string, FineClass>();
  const count = ({ unit, answers, demographics }: StoredSheet) => {
    const key = classKey({ unit, demographics });
    let found = classes.get(key);
    if (!found) {
      const values = options.map((values, at) => values[(demographics[at] ?? 0) - 1] ?? null);
      found = { unit, values, n: 0, counts: new Uint8Array(places.at(-1)!) };
      classes.set(key, found);
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
  return new Map([...classes].sort(([a], [b]) => (a < b ? -1 : 1)));
}
