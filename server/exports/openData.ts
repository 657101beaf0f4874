/**
 * The open data of a released wave: one file, the same for every reader, with one row for each response under k-anonymity over office and
 * background answers (k = minimumDetail). A first pass over the responses counts profiles and decides what to mask, a second pass
 * writes. Raw answers leave the system nowhere else.
 */

import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { compileQuestionnaire } from '../instruments/compileQuestionnaire.ts';
import { loadTalliedWave } from '../reports/making/publishWaveReports.ts';
import type { TalliedWave } from '../reports/making/waveStatistics.ts';
import { findShownBreakdowns, streamPublishedReports } from '../reports/published/findPublished.ts';
import type { Report } from '../reports/published/reportObject.ts';
import { tallyLayout } from '../reports/tally/tallyLayout.ts';
import { csvHead } from '../tables/table.ts';
import type { Wave } from '../waves/wave.ts';
import { answerLines } from './answerLines.ts';
import {
  decidePublishedProfiles,
  type OpenDataSummary,
  type PublishedProfiles,
} from './decidePublishedProfiles.ts';
import { officeGroups } from './officeGroups.ts';
import { type OpenRow, openDataTable } from './openDataTable.ts';
import type { PackedRows } from './packedRows.ts';
import { readerKnowledge } from './readerKnowledge.ts';
import { rowSource } from './rowSource.ts';

export interface OpenData {
  summary: OpenDataSummary;
  /** The file from its first byte; every call gives the same bytes. */
  pieces(onRead?: () => void): AsyncGenerator<Buffer>;
  /** The same rows, for other formats. */
  rows(): AsyncGenerator<OpenRow>;
}

export interface OpenDataOptions {
  /** Called for each response that is read. */
  onRead?: () => void;
  /** All published reports of the wave, for a caller that also uses them. */
  reports?: AsyncIterable<Report>;
}

/** @throws CannotAnonymise when the wave is not released, was deleted, or cannot be published without someone standing out */
export async function openData(
  wave: Wave,
  { onRead, reports = streamPublishedReports(wave) }: OpenDataOptions = {},
): Promise<OpenData> {
  if (wave.state !== 'released') throw new CannotAnonymise(`wave ${wave._id} is not released`);
  if (wave.purgedAt) throw new CannotAnonymise(`the responses of wave ${wave._id} were deleted`);
  const questionnaire = compileQuestionnaire(wave.instruments);
  const tallied = await loadTalliedWave(wave._id);
  if (!tallied) throw new CannotAnonymise(`there is no wave ${wave._id}`);
  const { responses } = tallyLayout(wave.instruments);
  const counts = wave.units.map(({ code }) => tallied.tallies.get(code)?.cells[responses] ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all < wave.minimumDetail) {
    throw new CannotAnonymise(`${all} responses; open data needs at least ${wave.minimumDetail}`);
  }
  // Starts reading the responses, which continues while the reports are read.
  const source = rowSource(wave, questionnaire, all);
  const knowledge = await readerKnowledge(tallied, reports);
  const groups = officeGroups(tallied.wave, counts, knowledge);
  const { summary, shown } = await decidePublishedProfiles({
    wave,
    groups,
    questionnaire,
    source,
    shownInReports: isEarlier(tallied) ? null : { knowledge, breakdowns: await findShownBreakdowns(wave) },
    onRead,
  });
  return {
    summary,
    pieces: (onPiece) => csvPieces(wave, source.inFileOrder(), shown, onPiece),
    rows: () => openRows(source.inFileOrder(), shown),
  };
}

/**
 * A wave of an earlier version, whose tallies have no profiles. Its file has been given away as it is, with its checksum; masked in another
 * way beside the first it would only tell more.
 */
const isEarlier = ({ tallies }: TalliedWave) => [...tallies.values()].some(({ profiles }) => !profiles);

async function* openRows(
  batches: AsyncIterable<PackedRows>,
  shown: PublishedProfiles,
): AsyncGenerator<OpenRow> {
  for await (const { count, units, profiles, answers } of batches) {
    const width = answers.length / count;
    for (let row = 0; row < count; row += 1) {
      const { head } = shown[units[row]!]!.get(profiles[row]!)!;
      yield { head, answers: answers.subarray(row * width, (row + 1) * width) };
    }
  }
}

async function* csvPieces(
  wave: Wave,
  batches: AsyncIterable<PackedRows>,
  shown: PublishedProfiles,
  onRead?: () => void,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHead(openDataTable(wave)));
  const lines = answerLines();
  for await (const { count, units, profiles, answers } of batches) {
    const width = answers.length / count;
    for (let row = 0; row < count; row += 1) {
      const { line } = shown[units[row]!]!.get(profiles[row]!)!;
      lines.add(line, answers, row * width, (row + 1) * width);
      onRead?.();
    }
    yield lines.take();
  }
}
