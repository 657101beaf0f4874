/** Decides which background answers of each response the file shows: one group of offices at a time, by profile and not by person. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { createMasker } from '../disclosure/maskProfiles.ts';
import { type ProfileKeys, profileKeys } from '../disclosure/profileKeys.ts';
import { type OpenClass, separateClasses } from '../disclosure/separateClasses.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { csvLines } from '../tables/csv.ts';
import type { Wave } from '../waves/wave.ts';
import { countUnitProfiles, itemPlaces, type UnitProfile } from './countUnitProfiles.ts';
import { type Masking, maskOfficeProfiles, publishedClassesOf } from './maskOfficeProfiles.ts';
import type { OfficeGroup } from './officeGroups.ts';
import { codesOfQuestions } from './packedRows.ts';
import { type ProfileOfUnit, reportRows, type Shown } from './reportRows.ts';
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

export interface ProfileInput {
  wave: Wave;
  groups: readonly OfficeGroup[];
  questionnaire: Questionnaire;
  source: RowSource;
  /** What the file is held against; null where it stays as it was given away before that was done. */
  shownInReports: Shown | null;
  /** Called for each response that is read. */
  onRead?: (() => void) | undefined;
}

/**
 * Holds the answers of at most two groups of offices in memory, and of all of them how many people each profile has.
 * @throws CannotAnonymise when someone would stand out
 */
export async function decidePublishedProfiles({
  wave,
  groups,
  questionnaire,
  source,
  shownInReports,
  onRead,
}: ProfileInput): Promise<{ summary: OpenDataSummary; shown: PublishedProfiles }> {
  const units = wave.units.map(({ code }) => code);
  const keys = profileKeys(codesOfQuestions(questionnaire));
  const maskGroup = groupMasker(wave.minimumDetail, questionnaire, keys);
  const countGroup = (group: OfficeGroup) =>
    countUnitProfiles(source.ofUnits(group.units), {
      wanted: group.units,
      units,
      questionnaire,
      onRead,
    });
  const profiles: GivenProfile[] = [];
  const classes: OpenClass[] = [];
  let coming = countGroup(groups[0]!);
  for (const [at, group] of groups.entries()) {
    const fine = await coming;
    const next = groups[at + 1];
    if (next) {
      // The store may read the next group while this one is decided; and whoever waits for a page gets a turn.
      coming = countGroup(next);
      coming.catch(() => undefined);
      await nextTurn();
    }
    const masked = maskGroup(group, fine);
    for (const { key, members } of masked.classes)
      classes.push({ group: at, key, profiles: members.map((member) => profiles.length + member) });
    for (const [i, { unit, code, n }] of fine.entries())
      profiles.push({ unit, code, n, given: masked.given[i]!, codes: keys.codesOf(code) });
  }
  const apart = await separateClasses({
    classes,
    persons: profiles.map(({ n }) => n),
    levels: shownInReports ? reportRows(shownInReports, questionnaire, profiles) : [],
    keys,
  });
  const { shown, ...summary } = published(wave, groups, questionnaire, profiles, apart);
  if (summary.smallestClass < wave.minimumDetail) throw new CannotAnonymise('a row would stand out');
  return { summary, shown };
}

interface GivenProfile extends ProfileOfUnit {
  /** As the response holds it, and without what people chose not to disclose. */
  code: number;
  given: number;
}

/** Returns a function that decides on one group by itself. */
function groupMasker(k: number, questionnaire: Questionnaire, keys: ProfileKeys) {
  const masking: Masking = { k, mask: createMasker(keys), places: itemPlaces(questionnaire) };
  const disclosed = disclosedKey(questionnaire, keys.codesOf);
  return ({ hasDemographics }: OfficeGroup, fine: readonly UnitProfile[]) => {
    const given = fine.map((each) => disclosed(each.code));
    const profiles = fine.map(({ n, counts }, at) => ({ key: hasDemographics ? given[at]! : 0, n, counts }));
    return { given, classes: publishedClassesOf(profiles, maskOfficeProfiles(profiles, masking)) };
  };
}

/** What the file shows of each profile, and how much was lost. */
function published(
  wave: Wave,
  groups: readonly OfficeGroup[],
  questionnaire: Questionnaire,
  profiles: readonly GivenProfile[],
  classes: readonly OpenClass[],
) {
  const keys = profileKeys(codesOfQuestions(questionnaire));
  const shown = wave.units.map(() => new Map<number, PublishedProfile>());
  const total = { rows: 0, smallestClass: Number.POSITIVE_INFINITY, maskedRows: 0, lost: 0, given: 0 };
  for (const { group, key, profiles: members } of classes) {
    const options = keys
      .codesOf(key)
      .map((code, at) => questionnaire.demographics[at]!.options[code - 1]?.id ?? '');
    const head = [groups[group]!.code, ...options];
    const entry: PublishedProfile = { head, line: Buffer.from(csvLines([head]).trimEnd()) };
    let people = 0;
    for (const member of members) {
      const { unit, code, n, given } = profiles[member]!;
      shown[unit]!.set(code, entry);
      const values = valuesIn(keys.weights, given);
      const lost = values - valuesIn(keys.weights, key);
      people += n;
      total.given += n * values;
      total.lost += n * lost;
      if (lost > 0) total.maskedRows += n;
    }
    total.rows += people;
    total.smallestClass = Math.min(total.smallestClass, people);
  }
  const { rows, smallestClass, maskedRows, lost, given } = total;
  const offices = [...new Set(groups.map(({ code }) => code))].sort();
  return { shown, rows, offices, smallestClass, maskedRows, maskedShare: given === 0 ? 0 : lost / given };
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
