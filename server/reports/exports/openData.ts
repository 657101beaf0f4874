/**
 * The open data of a released wave: one file, the same for every reader, a row a response under k-anonymity over office and
 * demographics (k = minimumDetail). One walk over the responses adds up profiles and decides what to mask, another one
 * writes, so that answers are never held in memory together. Raw answers leave the system nowhere else.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { compileQuestionnaire, type Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import { readResponses } from '../../responses/readResponses.ts';
import type { Wave } from '../../waves/wave.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { publishedReports } from '../findReport.ts';
import { loadTalliedWave } from '../publishReports.ts';
import type { Report } from '../report.ts';
import { tallyLayout } from '../tally/tallyLayout.ts';
import { answerLines } from './answerLines.ts';
import { byteOrderMark, csvLines } from './csv.ts';
import { type FineClass, fineClasses, placesOf, profileCode } from './fineClasses.ts';
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
  pieces(onRead?: () => void): AsyncGenerator<Buffer>;
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
/** By unit, then by profile (`profileCode`). */
type ShownByClass = ReadonlyMap<string, ReadonlyMap<number, Shown>>;

export interface Reading {
  /** Called for each response that is read. */
  onRead?: () => void;
  /** All published reports of the wave, for whoever wants to see them on their way. */
  reports?: AsyncIterable<Report>;
}

/** @throws CannotAnonymise when the wave is not released, was deleted, or cannot be published without someone standing out */
export async function openData(
  wave: Wave,
  { onRead, reports = publishedReports(wave) }: Reading = {},
): Promise<OpenData> {
  if (wave.state !== 'released') throw new CannotAnonymise(`wave ${wave._id} is not released`);
  if (wave.purgedAt) throw new CannotAnonymise(`the responses of wave ${wave._id} were deleted`);
  const questionnaire = compileQuestionnaire(wave.instruments);
  const groups = await groupsOfOffices(wave, reports);
  const { summary, shown } = await decide(wave, groups, questionnaire, onRead);
  return {
    summary,
    pieces: (onPiece) => csvPieces(wave._id, questionnaire, shown, onPiece),
    rows: () => openRows(wave._id, questionnaire, shown),
  };
}

/** Group by group of offices: the profiles of two at most are held together. */
async function decide(
  wave: Wave,
  groups: readonly OfficeGroup[],
  questionnaire: Questionnaire,
  onRead?: () => void,
) {
  const shown = new Map(wave.units.map(({ code }) => [code, new Map<number, Shown>()]));
  const total = { rows: 0, smallestClass: Number.POSITIVE_INFINITY, maskedRows: 0, lost: 0, given: 0 };
  const classesOfGroup = ({ units }: OfficeGroup) => {
    const codes = units.map((unit) => wave.units[unit]!.code);
    return fineClasses(wave._id, codes, questionnaire, onRead);
  };
  let coming = classesOfGroup(groups[0]!);
  for (const [at, group] of groups.entries()) {
    const classes = await coming;
    const next = groups[at + 1];
    if (next) {
      // The store reads the next group while this one is decided; and whoever waits for a page gets a turn.
      coming = classesOfGroup(next);
      coming.catch(() => undefined);
      await breathe();
    }
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
  fine: readonly FineClass[],
  places: readonly number[],
  shown: ReadonlyMap<string, Map<number, Shown>>,
  total: Total,
): void {
  const profiles = fine.map(({ values, n, counts }) => ({
    values: hasDemographics ? values : values.map(() => null),
    n,
    counts,
  }));
  const masked = maskClasses(profiles, wave.minimumDetail, places);
  for (const { values, members, n } of classesOf(profiles, masked)) {
    total.smallestClass = Math.min(total.smallestClass, n);
    const head: Shown = [code, ...values.map((value) => value ?? '')];
    for (const member of members) shown.get(fine[member]!.unit)!.set(fine[member]!.code, head);
  }
  for (const [at, { values, n }] of fine.entries()) {
    const lost = values.filter((value, i) => value !== null && masked[at]![i] === null).length;
    total.rows += n;
    total.given += n * values.filter((value) => value !== null).length;
    total.lost += n * lost;
    if (lost > 0) total.maskedRows += n;
  }
}

async function groupsOfOffices(wave: Wave, reports: AsyncIterable<Report>): Promise<OfficeGroup[]> {
  const tallied = await loadTalliedWave(wave._id);
  if (!tallied) throw new CannotAnonymise(`there is no wave ${wave._id}`);
  const { responses } = tallyLayout(wave.instruments);
  const rows = wave.units.map(({ code }) => tallied.tallies.get(code)?.cells[responses] ?? 0);
  const all = rows.reduce((sum, count) => sum + count, 0);
  if (all < wave.minimumDetail) {
    throw new CannotAnonymise(`${all} responses; open data needs at least ${wave.minimumDetail}`);
  }
  return officeGroups(tallied.wave, rows, await publishedShape(tallied, reports));
}

async function* openRows(
  wave: string,
  questionnaire: Questionnaire,
  shown: ShownByClass,
): AsyncGenerator<OpenRow> {
  const codeOf = profileCode(questionnaire);
  for await (const sheets of readResponses({ wave }, { byId: true })) {
    for (const { unit, demographics, answers } of sheets)
      yield { head: shown.get(unit)!.get(codeOf(demographics))!, answers };
  }
}

async function* csvPieces(
  wave: string,
  questionnaire: Questionnaire,
  shown: ShownByClass,
  onRead?: () => void,
): AsyncGenerator<Buffer> {
  const codeOf = profileCode(questionnaire);
  const ids = [...questionnaire.demographics, ...questionnaire.items].map(({ id }) => id);
  yield Buffer.from(`${byteOrderMark}${csvLines([['office', ...ids]])}`);
  const heads = new Map<Shown, Buffer>();
  for (const head of [...shown.values()].flatMap((byProfile) => [...byProfile.values()])) {
    if (!heads.has(head)) heads.set(head, Buffer.from(csvLines([head]).trimEnd()));
  }
  const lines = answerLines();
  for await (const sheets of readResponses({ wave }, { byId: true })) {
    for (const { unit, demographics, answers } of sheets) {
      lines.add(heads.get(shown.get(unit)!.get(codeOf(demographics))!)!, answers);
      onRead?.();
    }
    yield lines.take();
  }
}
