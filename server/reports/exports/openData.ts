/**
 * The open data of a released wave: one file, the same for every reader, a row a response under k-anonymity over office and
 * demographics (k = minimumDetail). One walk over the responses adds up profiles and decides what to mask, another one
 * writes, so that answers are never held in memory together. Raw answers leave the system nowhere else.
 */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { compileQuestionnaire, type Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import { readResponses } from '../../responses/readResponses.ts';
import type { Wave } from '../../waves/wave.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { listReports } from '../findReport.ts';
import { loadTalliedWave } from '../publishReports.ts';
import { tallyLayout } from '../tally/tallyLayout.ts';
import { byteOrderMark, csvLines } from './csv.ts';
import { classKey, type FineClass, fineClasses, placesOf } from './fineClasses.ts';
import { classesOf, maskClasses } from './maskClasses.ts';
import { type OfficeGroup, officeGroups } from './officeGroups.ts';
import { publishedShape } from './publishedShape.ts';

export interface OpenDataSummary {
  rows: number;
  /** Codes in the office column. */
  offices: string[];
  /** Rows in which a given value was masked. */
  maskedRows: number;
  /** Given values that were masked, of all given values (0..1). */
  maskedShare: number;
  /** Rows of the smallest class of equal office and demographics. */
  smallestClass: number;
}

export interface OpenData {
  summary: OpenDataSummary;
  /** The file from its first byte, as often as asked for: the same bytes each time. */
  pieces(onRead?: () => void): AsyncGenerator<string>;
  /** The same rows, for other formats. */
  rows(): AsyncGenerator<OpenRow>;
}

export interface OpenRow {
  /** Code of the office, then an option id a demographic question, '' where there is none. */
  head: Shown;
  /** As stored (see `Response`). */
  answers: Uint8Array;
}

/** What the file shows of a profile: the code of the office, then the demographics. */
type Shown = readonly string[];
type ShownByClass = ReadonlyMap<string, Shown>;

/**
 * @param onRead called for each response that is read
 * @throws CannotAnonymise when the wave is not released, was deleted, or cannot be published without someone standing out
 */
export async function openData(wave: Wave, onRead?: () => void): Promise<OpenData> {
  if (wave.state !== 'released') throw new CannotAnonymise(`wave ${wave._id} is not released`);
  if (wave.purgedAt) throw new CannotAnonymise(`the responses of wave ${wave._id} were deleted`);
  const questionnaire = compileQuestionnaire(wave.instruments);
  const { summary, shown } = await decide(wave, questionnaire, onRead);
  return {
    summary,
    pieces: (onPiece) => csvPieces(wave._id, questionnaire, shown, onPiece),
    rows: () => openRows(wave._id, shown),
  };
}

/** Group by group of offices, whose profiles are forgotten before those of the next are read. */
async function decide(wave: Wave, questionnaire: Questionnaire, onRead?: () => void) {
  const groups = await groupsOfOffices(wave);
  const shown = new Map<string, Shown>();
  const total = { rows: 0, smallestClass: Number.POSITIVE_INFINITY, maskedRows: 0, lost: 0, given: 0 };
  for (const group of groups) {
    const units = group.units.map((unit) => wave.units[unit]!.code);
    const classes = await fineClasses(wave._id, units, questionnaire, onRead);
    decideGroup(wave, group, classes, placesOf(questionnaire), shown, total);
  }
  const { rows, smallestClass, maskedRows, lost, given } = total;
  if (smallestClass < wave.minimumDetail) throw new CannotAnonymise('a row would stand out');
  const offices = [...new Set(groups.map(({ code }) => code))].sort();
  const maskedShare = given === 0 ? 0 : lost / given;
  return { summary: { rows, offices, smallestClass, maskedRows, maskedShare }, shown };
}

interface Total {
  rows: number;
  smallestClass: number;
  maskedRows: number;
  /** Given values that were masked, and given values. */
  lost: number;
  given: number;
}

function decideGroup(
  wave: Wave,
  { code, hasDemographics }: OfficeGroup,
  classes: ReadonlyMap<string, FineClass>,
  places: readonly number[],
  shown: Map<string, Shown>,
  total: Total,
): void {
  const keys = [...classes.keys()];
  const fine = [...classes.values()];
  const profiles = fine.map(({ values, n, counts }) => ({
    values: hasDemographics ? values : values.map(() => null),
    n,
    counts,
  }));
  const masked = maskClasses(profiles, wave.minimumDetail, places);
  for (const { values, members, n } of classesOf(profiles, masked)) {
    total.smallestClass = Math.min(total.smallestClass, n);
    const head: Shown = [code, ...values.map((value) => value ?? '')];
    for (const member of members) shown.set(keys[member]!, head);
  }
  for (const [at, { values, n }] of fine.entries()) {
    const lost = values.filter((value, i) => value !== null && masked[at]![i] === null).length;
    total.rows += n;
    total.given += n * values.filter((value) => value !== null).length;
    total.lost += n * lost;
    if (lost > 0) total.maskedRows += n;
  }
}

async function groupsOfOffices(wave: Wave): Promise<OfficeGroup[]> {
  const [tallied, own, subtree] = await Promise.all([
    loadTalliedWave(wave._id),
    listReports(wave, 'own'),
    listReports(wave, 'subtree'),
  ]);
  if (!tallied) throw new CannotAnonymise(`there is no wave ${wave._id}`);
  const { responses } = tallyLayout(wave.instruments);
  const rows = wave.units.map(({ code }) => tallied.tallies.get(code)?.cells[responses] ?? 0);
  const all = rows.reduce((sum, count) => sum + count, 0);
  if (all < wave.minimumDetail) {
    throw new CannotAnonymise(`${all} responses; open data needs at least ${wave.minimumDetail}`);
  }
  return officeGroups(tallied.wave, rows, publishedShape(tallied, [...own, ...subtree]));
}

async function* openRows(wave: string, shown: ShownByClass): AsyncGenerator<OpenRow> {
  for await (const sheets of readResponses({ wave }, { byId: true })) {
    for (const sheet of sheets) yield { head: shown.get(classKey(sheet))!, answers: sheet.answers };
  }
}

async function* csvPieces(
  wave: string,
  { items, demographics }: Questionnaire,
  shown: ShownByClass,
  onRead?: () => void,
): AsyncGenerator<string> {
  const ids = [...demographics, ...items].map(({ id }) => id);
  yield `${byteOrderMark}${csvLines([['office', ...ids]])}`;
  const heads = new Map<Shown, string>();
  for (const head of shown.values()) {
    if (!heads.has(head)) heads.set(head, csvLines([head]).trimEnd());
  }
  for await (const sheets of readResponses({ wave }, { byId: true })) {
    let lines = '';
    for (const sheet of sheets) {
      lines += `${heads.get(shown.get(classKey(sheet))!)},${answersLine(sheet.answers)}\n`;
      onRead?.();
    }
    yield lines;
  }
}

/** Answers are small numbers and one word: nothing that CSV would have to quote. */
function answersLine(answers: Uint8Array): string {
  let line = '';
  for (let item = 0; item < answers.length; item += 1) {
    const byte = answers[item]!;
    if (item > 0) line += ',';
    if (byte === notApplicable) line += 'notApplicable';
    else if (byte !== notAnswered) line += byte;
  }
  return line;
}
