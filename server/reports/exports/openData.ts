/**
 * The open data of a released wave: one file, the same for every reader, a row a response under k-anonymity over office and
 * demographics (k = minimumDetail). One walk over the responses adds up profiles and decides what to mask, another one
 * writes, so that answers are never held in memory together. Raw answers leave the system nowhere else.
 */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { compileQuestionnaire, type Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Wave } from '../../waves/wave.ts';
import { CannotAnonymise } from '../disclosure/kAnonymise.ts';
import { listReports } from '../findReport.ts';
import { loadTalliedWave } from '../publishReports.ts';
import { byteOrderMark, csvLines } from './csv.ts';
import { classKey, type FineClass, fineClasses, placesOf, sheetsOf } from './fineClasses.ts';
import { classesOf, maskClasses } from './maskClasses.ts';
import { type OfficeGroup, officeGroups } from './officeGroups.ts';
import { publishedShape } from './publishedShape.ts';

const chunkRows = 500;

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
  const classes = await fineClasses(wave._id, questionnaire, onRead);
  const { summary, shown } = await decide(wave, questionnaire, classes);
  return {
    summary,
    pieces: (onPiece) => csvPieces(wave._id, questionnaire, shown, onPiece),
    rows: () => openRows(wave._id, shown),
  };
}

async function decide(wave: Wave, questionnaire: Questionnaire, classes: ReadonlyMap<string, FineClass>) {
  const fine = [...classes.values()];
  const rows = fine.reduce((sum, { n }) => sum + n, 0);
  if (rows < wave.minimumDetail) {
    throw new CannotAnonymise(`${rows} responses; open data needs at least ${wave.minimumDetail}`);
  }
  const groupOf = groupsByUnit(wave, await groupsOfOffices(wave, fine));
  const profiles = fine.map(({ unit, values, n, counts }) => {
    const { code, hasDemographics } = groupOf.get(unit)!;
    return { office: code, values: hasDemographics ? values : values.map(() => null), n, counts };
  });
  const masked = maskClasses(profiles, wave.minimumDetail, placesOf(questionnaire));
  const found = classesOf(profiles, masked);
  const smallestClass = Math.min(...found.map(({ n }) => n));
  if (smallestClass < wave.minimumDetail) throw new CannotAnonymise('a row would stand out');
  const offices = [...new Set(profiles.map(({ office }) => office))].sort();
  const keys = [...classes.keys()];
  return {
    summary: { rows, offices, smallestClass, ...countMasked(fine, masked) },
    shown: new Map(
      keys.map((key, at): [string, Shown] => [
        key,
        [profiles[at]!.office, ...masked[at]!.map((value) => value ?? '')],
      ]),
    ),
  };
}

async function groupsOfOffices(wave: Wave, fine: readonly FineClass[]): Promise<OfficeGroup[]> {
  const [tallied, own, subtree] = await Promise.all([
    loadTalliedWave(wave._id),
    listReports(wave, 'own'),
    listReports(wave, 'subtree'),
  ]);
  if (!tallied) throw new CannotAnonymise(`there is no wave ${wave._id}`);
  const rows = wave.units.map(({ code }) =>
    fine.reduce((sum, { unit, n }) => sum + (unit === code ? n : 0), 0),
  );
  return officeGroups(tallied.wave, rows, publishedShape(tallied, [...own, ...subtree]));
}

function groupsByUnit(wave: Wave, groups: readonly OfficeGroup[]): Map<string, OfficeGroup> {
  return new Map(
    groups.flatMap((group) => group.units.map((unit) => [wave.units[unit]!.code, group] as const)),
  );
}

function countMasked(fine: readonly FineClass[], masked: readonly (string | null)[][]) {
  let [maskedRows, lost, given] = [0, 0, 0];
  for (const [at, { values, n }] of fine.entries()) {
    const lostHere = values.filter((value, i) => value !== null && masked[at]![i] === null).length;
    given += n * values.filter((value) => value !== null).length;
    lost += n * lostHere;
    if (lostHere > 0) maskedRows += n;
  }
  return { maskedRows, maskedShare: given === 0 ? 0 : lost / given };
}

async function* openRows(wave: string, shown: ShownByClass): AsyncGenerator<OpenRow> {
  for await (const sheet of sheetsOf(wave)) {
    yield { head: shown.get(classKey(sheet))!, answers: sheet.answers };
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
  const heads = new Map([...shown].map(([key, values]) => [key, csvLines([values]).trimEnd()]));
  let chunk = '';
  let rows = 0;
  for await (const sheet of sheetsOf(wave)) {
    chunk += `${heads.get(classKey(sheet))},${answersLine(sheet.answers)}\n`;
    rows += 1;
    onRead?.();
    if (rows % chunkRows === 0) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
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
