/**
 * Makes a released wave from data collected elsewhere. All files are read and checked before the first write; if a later step fails or
 * is stopped, everything written is deleted.
 */
import { basename } from 'node:path';
import type { Clock } from '../clock.ts';
import { publishThemes } from '../comments/themes/publishThemes.ts';
import { randomId } from '../database/randomId.ts';
import { askedTogether } from '../instruments/askedTogether.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { applyOfficeImport } from '../offices/applyOfficeImport.ts';
import type { OfficeRecord } from '../offices/officeFile.ts';
import { rootsOf } from '../offices/officeTree.ts';
import { planOfficeImport } from '../offices/planOfficeImport.ts';
import { publishWaveReports } from '../reports/making/publishWaveReports.ts';
import { createTallier, type Tallier } from '../reports/tally/createTallier.ts';
import { tallyLayout } from '../reports/tally/tallyLayout.ts';
import { saveTally } from '../reports/tally/tallyModel.ts';
import type { Reading } from '../tables/reading/reading.ts';
import { closedBefore } from '../waves/closedBefore.ts';
import { endOf, type Wave, WaveModel } from '../waves/wave.ts';
import { keepJobAlive } from '../waves/waveJobs.ts';
import { isCounted } from '../waves/waveState.ts';
import { completeAnnounced } from './announceImport.ts';
import { finishImport, removeBrokenImports, removeImport, removeWritten } from './brokenImports.ts';
import { importedWave } from './importedWave.ts';
import { readResponseFile } from './readResponseFile.ts';
import { responseSpool, type SpooledResponse } from './responseSpool.ts';
import { storeComments, storeResponses } from './storeResponses.ts';

export interface ImportWave {
  title: string;
  instruments: Instrument[];
  offices: readonly OfficeRecord[];
  /** Name of their file, for the audit trail. */
  officesFile: string;
  responsesFile: string;
  /** What that file holds, where it is not on a disk. */
  responses?: Buffer;
  opensAt: Date | null;
  closesAt: Date | null;
  minimum: number;
  previous: string | null;
  /** Release the wave even if no line of the file has an answer. */
  releaseEmpty?: boolean;
  /** Who imports; the command line where nobody is named. */
  actor?: string;
  /** The wave stands already, closed and with its job (`announceImport`), so that a failure stays to be read on its page. */
  announced?: string;
  clock: Clock;
  /** When aborted, the import leaves nothing behind. */
  stopping?: AbortSignal;
  onProgress?: (step: ImportStep, done: number, all?: number) => void;
}

export type ImportStep = 'read' | 'store' | 'reports';

export interface ImportedResult {
  wave: string;
  responses: number;
  empty: number;
  warnings: string[];
  /** How the responses file was read. */
  reading: Reading;
}

/** Input that contradicts itself or the store; the message is one sentence. */
class ImportError extends Error {}

interface CollectedResponses {
  talliers: Tallier[];
  comments: { unit: string; question: string; text: string }[];
}

/** @throws ImportError, ResponseFileError, QuestionnaireError */
export async function importWave(given: ImportWave): Promise<ImportedResult> {
  const input = { ...given, instruments: askedTogether(given.instruments) };
  const now = input.clock.now();
  await removeBrokenImports(now);
  await checkInput(input);
  const questionnaire = compileQuestionnaire(input.instruments);
  const layout = tallyLayout(input.instruments);
  const collected: CollectedResponses = {
    talliers: input.offices.map(() => createTallier(layout)),
    comments: [],
  };
  const spool = responseSpool({
    items: questionnaire.items.length,
    demographics: questionnaire.demographics.length,
  });
  let read = 0;
  try {
    const { responses, empty, reading } = await readResponseFile({
      file: input.responsesFile,
      bytes: input.responses,
      questionnaire,
      officeCodes: input.offices.map(({ code }) => code),
      onResponse: (response) => {
        const { office, items, demographics, openAnswers } = response;
        input.stopping?.throwIfAborted();
        collected.talliers[office]!.add(items, demographics);
        collected.comments.push(...commentsOf(openAnswers, questionnaire, input.offices[office]!.code));
        spool.add(response);
        read += 1;
        input.onProgress?.('read', read);
      },
    });
    const warnings = [
      ...(responses === 0
        ? [
            `no line of the responses file has an answer: the wave has no responses${input.releaseEmpty ? '' : ' and is not released (--release-empty releases it, or its page on the desk)'}`,
          ]
        : []),
      ...headcountWarnings(input.offices, collected.talliers, layout.responses),
    ];
    const id = input.announced ?? randomId(12);
    const wave = importedWave({ ...input, id, actor: input.actor ?? 'cli', now });
    const complete: Wave = { ...wave, empty, warnings, count: { ...wave.count, counted: responses } };
    await store(complete, input, collected, spool.read(), responses > 0 || input.releaseEmpty === true);
    return { wave: wave._id, responses, empty, warnings, reading };
  } catch (error) {
    // Streams that end early throw errors of their own.
    input.stopping?.throwIfAborted();
    throw error;
  } finally {
    spool.remove();
  }
}

async function checkInput({ offices, minimum, previous, opensAt, closesAt }: ImportWave): Promise<void> {
  const roots = rootsOf(offices);
  if (roots.length !== 1) {
    const found = roots.map(({ code }) => code).join(', ');
    throw new ImportError(`the offices file: expected one root, found ${roots.length} (${found})`);
  }
  if (!Number.isInteger(minimum) || minimum < 5) {
    throw new ImportError(`--minimum: expected a whole number from 5, found ${minimum}`);
  }
  if (previous === null) return;
  const earlier = await WaveModel.findById(previous, {
    state: 1,
    opensAt: 1,
    closesAt: 1,
    closedAt: 1,
  }).lean();
  if (!earlier || !isCounted(earlier)) {
    throw new ImportError(`--previous: expected the id of a counted wave, found "${previous}"`);
  }
  if (!closedBefore(earlier, opensAt ?? closesAt)) {
    const [end, opens] = [endOf(earlier) ?? earlier.opensAt, opensAt ?? closesAt].map((day) =>
      day?.toISOString(),
    );
    throw new ImportError(
      `--previous: expected a wave that closed before this one opens (${opens}), found "${previous}", which ends ${end}`,
    );
  }
}

function commentsOf(
  answers: readonly { question: number; text: string }[],
  { openQuestions }: Questionnaire,
  unit: string,
) {
  return answers.map(({ question, text }) => ({ unit, question: openQuestions[question]!.id, text }));
}

function headcountWarnings(
  offices: readonly OfficeRecord[],
  talliers: readonly Tallier[],
  responsesCell: number,
): string[] {
  return offices.flatMap(({ code, headcount }, position) => {
    const responses = talliers[position]!.tally.cells[responsesCell]!;
    if (headcount === undefined || responses <= headcount) return [];
    return [
      `office ${code} has more responses than its headcount of ${headcount}: its intervals are left out`,
    ];
  });
}

async function store(
  wave: Wave,
  { offices, officesFile, onProgress, actor = 'cli', announced, clock, stopping }: ImportWave,
  { talliers, comments }: CollectedResponses,
  responses: AsyncIterable<SpooledResponse>,
  isReleased: boolean,
): Promise<void> {
  const now = clock.now();
  const plan = await planOfficeImport(offices);
  await applyOfficeImport(plan, { actor, now, fileName: basename(officesFile) });
  const progress = (step: ImportStep) => (done: number, all?: number) => {
    stopping?.throwIfAborted();
    onProgress?.(step, done, all);
  };
  const stopHeartbeats = keepJobAlive(wave._id, clock);
  try {
    if (announced) await completeAnnounced(wave);
    else await WaveModel.create(wave);
    await storeResponses(wave, responses, progress('store'));
    await storeComments(wave._id, comments);
    for (const [position, { code }] of wave.units.entries()) {
      await saveTally(wave._id, code, talliers[position]!.tally);
    }
    await publishWaveReports(wave._id, progress('reports'));
    await publishThemes(wave._id);
    stopping?.throwIfAborted();
    await finishImport(wave, now, isReleased);
  } catch (error) {
    // What cannot be taken back now (a full disk) is taken back by the clock, or with the wave; the reason is what people are told.
    await (announced ? removeWritten(wave._id) : removeImport(wave._id)).catch(() => undefined);
    throw error;
  } finally {
    stopHeartbeats();
  }
}
