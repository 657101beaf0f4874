/** Decides which background answers of each response the file shows: one group of offices at a time, by profile and not by person. */
import { setImmediate as breathe } from 'node:timers/promises';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { createMasker } from '../disclosure/maskProfiles.ts';
import { profileKeys } from '../disclosure/profileKeys.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { csvLines } from '../tables/csv.ts';
import type { Wave } from '../waves/wave.ts';
import { countUnitProfiles, itemPlaces, type UnitProfile } from './countUnitProfiles.ts';
import { type Masking, maskOfficeProfiles, publishedClassesOf } from './maskOfficeProfiles.ts';
import type { OfficeGroup } from './officeGroups.ts';
import { codesOfQuestions } from './packedRows.ts';
import type { RowSource } from './rowSource.ts';

export interface OpenDataSummary {
  rows: number;
  /** Codes in the office column. */
  offices: string[];
  /** Rows in which a given value was masked. */
  maskedRows: number;
  /** Share (0..1) of the given values that were masked. */
  maskedShare: number;
  /** Rows of the smallest class of equal office and demographics. */
  smallestClass: number;
}

/** What the file shows instead of a profile. */
export interface PublishedProfile {
  /** The code of the office, then one option id for each question, '' where there is none. */
  head: readonly string[];
  /** The same as written in the CSV. */
  line: Buffer;
}

/** By index of the unit, then by profile (`profileCode`). */
export type PublishedProfiles = readonly ReadonlyMap<number, PublishedProfile>[];

interface Total {
  rows: number;
  smallestClass: number;
  maskedRows: number;
  /** Given values that were masked, and given values. */
  lost: number;
  given: number;
}

export interface ProfileInput {
  wave: Wave;
  groups: readonly OfficeGroup[];
  questionnaire: Questionnaire;
  source: RowSource;
  /** Called for each response that is read. */
  onRead?: (() => void) | undefined;
}

/**
 * Holds the profiles of at most two groups of offices in memory.
 * @throws CannotAnonymise when someone would stand out
 */
export async function decidePublishedProfiles({
  wave,
  groups,
  questionnaire,
  source,
  onRead,
}: ProfileInput): Promise<{ summary: OpenDataSummary; shown: PublishedProfiles }> {
  const units = wave.units.map(({ code }) => code);
  const shown = units.map(() => new Map<number, PublishedProfile>());
  const total = { rows: 0, smallestClass: Number.POSITIVE_INFINITY, maskedRows: 0, lost: 0, given: 0 };
  const decideGroup = decider(wave.minimumDetail, questionnaire, shown, total);
  const classesOfGroup = (group: OfficeGroup) =>
    countUnitProfiles(source.ofUnits(group.units), {
      wanted: group.units,
      units,
      questionnaire,
      onRead,
    });
  let coming = classesOfGroup(groups[0]!);
  for (const [at, group] of groups.entries()) {
    const classes = await coming;
    const next = groups[at + 1];
    if (next) {
      // The store may read the next group while this one is decided; and whoever waits for a page gets a turn.
      coming = classesOfGroup(next);
      coming.catch(() => undefined);
      await breathe();
    }
    decideGroup(group, classes);
  }
  const { rows, smallestClass, maskedRows, lost, given } = total;
  if (smallestClass < wave.minimumDetail) throw new CannotAnonymise('a row would stand out');
  const offices = [...new Set(groups.map(({ code }) => code))].sort();
  const maskedShare = given === 0 ? 0 : lost / given;
  return { summary: { rows, offices, smallestClass, maskedRows, maskedShare }, shown };
}

/** Returns a function that decides on one group and adds the result to `shown` and `total`. */
function decider(
  k: number,
  questionnaire: Questionnaire,
  shown: readonly Map<number, PublishedProfile>[],
  total: Total,
) {
  const keys = profileKeys(codesOfQuestions(questionnaire));
  const masking: Masking = { k, mask: createMasker(keys), places: itemPlaces(questionnaire) };
  const disclosed = disclosedKey(questionnaire, keys.codesOf);
  const headOf = (office: string, key: number) => [
    office,
    ...keys.codesOf(key).map((code, at) => questionnaire.demographics[at]!.options[code - 1]?.id ?? ''),
  ];
  return ({ code, hasDemographics }: OfficeGroup, fine: readonly UnitProfile[]): void => {
    const given = fine.map((each) => disclosed(each.code));
    const profiles = fine.map(({ n, counts }, at) => ({ key: hasDemographics ? given[at]! : 0, n, counts }));
    const masked = maskOfficeProfiles(profiles, masking);
    for (const { key, members, n } of publishedClassesOf(profiles, masked)) {
      total.smallestClass = Math.min(total.smallestClass, n);
      const head = headOf(code, key);
      const entry: PublishedProfile = { head, line: Buffer.from(csvLines([head]).trimEnd()) };
      for (const member of members) shown[fine[member]!.unit]!.set(fine[member]!.code, entry);
    }
    for (const [at, { n }] of fine.entries()) {
      const values = valuesIn(keys.weights, given[at]!);
      const lost = values - valuesIn(keys.weights, masked[at]!);
      total.rows += n;
      total.given += n * values;
      total.lost += n * lost;
      if (lost > 0) total.maskedRows += n;
    }
  };
}

/** Removes from a profile what people chose not to disclose, which counts as no answer. */
function disclosedKey(questionnaire: Questionnaire, codesOf: (key: number) => number[]) {
  const { demographics } = questionnaire;
  const sizes = codesOfQuestions(questionnaire);
  if (!demographics.some(({ options }) => options.some(({ undisclosed }) => undisclosed)))
    return (key: number) => key;
  return (key: number) =>
    codesOf(key).reduce((sum, code, at) => {
      const isDisclosed = code > 0 && !demographics[at]!.options[code - 1]!.undisclosed;
      return sum * sizes[at]! + (isDisclosed ? code : 0);
    }, 0);
}

/** How many of the values of a key are not 0; a remainder below a weight holds the values of later questions. */
function valuesIn(weights: readonly number[], key: number): number {
  let values = 0;
  let rest = key;
  for (const weight of weights) {
    if (rest < weight) continue;
    values += 1;
    rest %= weight;
  }
  return values;
}
