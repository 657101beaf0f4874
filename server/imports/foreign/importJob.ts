/**
 * Makes the wave of a mapped file in the background. The page of the wave shows how far it is; where it fails, what it had written is taken
 * back and the file waits again, while the wave stays with the reason until somebody takes it away.
 */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { AppContext } from '../../appContext.ts';
import { randomId } from '../../database/randomId.ts';
import { type ReportProgress, runJob } from '../../waves/waveJobs.ts';
import { announceImport } from '../announceImport.ts';
import { type ImportStep, importWave } from '../importWave.ts';
import { endClaim } from './heldFile.ts';
import type { ImportFields } from './importForm.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import { rememberMapping } from './rememberedMapping.ts';
import type { Step } from './step.ts';

interface Asked {
  step: Step;
  mapping: Mapping;
  mapped: MappedForeign;
  fields: ImportFields;
}

/** The file must have been claimed. @returns the id of the wave */
export async function startImport(
  asked: Asked,
  { actor, now }: AuditContext,
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
): Promise<string> {
  const { step, mapped, fields } = asked;
  const { title, opens: opensAt, closes: closesAt, minimum, previous } = fields;
  const id = randomId(12);
  const wave = { title, opensAt, closesAt, minimum, previous: previous || null };
  const of = { ...wave, instruments: step.versions, offices: step.offices, actor };
  let isImported = false;
  const release = () => endClaim(step.file, config.dataDir, isImported);
  try {
    await announceImport({ ...of, id, now }, allSteps(mapped.rows));
  } catch (error) {
    release();
    throw error;
  }
  runJob(id, clock, async (reportProgress) => {
    try {
      const { responses, empty } = await importWave({
        ...of,
        announced: id,
        officesFile: step.fileName,
        responsesFile: step.fileName,
        responses: Buffer.from(mapped.csv),
        clock,
        onProgress: progressOf(mapped.rows, reportProgress),
      });
      isImported = true;
      const detail = { responses, empty };
      const subject = { kind: 'wave' as const, id };
      await audit({ at: clock.now(), actor, action: 'wave.import', subject, detail });
      const instruments = step.versions.map((one) => one.id);
      await rememberMapping(instruments, step.table.columns, asked.mapping, step.known);
    } finally {
      release();
    }
  });
  return id;
}

/** Making the reports takes about as long as reading and storing all rows. */
const allSteps = (rows: number) => 4 * rows;
const stepsBefore: Record<ImportStep, number> = { read: 0, store: 1, reports: 2 };
/** The page is told so many times, and not of every row. */
const tellings = 50;

function progressOf(rows: number, reportProgress: ReportProgress) {
  let told = 0;
  return (step: ImportStep, done: number, all = rows) => {
    const share = all > 0 ? Math.min(1, done / all) : 1;
    const weight = step === 'reports' ? 2 : 1;
    const reached = Math.floor(rows * (stepsBefore[step] + share * weight));
    if (reached - told < allSteps(rows) / tellings) return;
    told = reached;
    void reportProgress(reached, allSteps(rows));
  };
}
