/**
 * Launches a wave: freezes the draft in one write, makes the keys (a tenth of a second for each unit, so with progress), then opens the
 * wave. If interrupted it stays a draft with a job that can be resumed, and can no longer be edited.
 */

import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { AppContext } from '../../appContext.ts';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { unclusteredCollections } from '../../database/prepareCollections.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { servesHttps } from '../../http/https.ts';
import { askableLanguages } from '../../instruments/askableLanguages.ts';
import { askedTogether } from '../../instruments/askedTogether.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import { wordsForFirstPage } from '../../plans/sayWords.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { getWave } from '../../waves/getWave.ts';
import { makeWaveKeys } from '../../waves/keys/makeWaveKeys.ts';
import { resultsWordsFor } from '../../waves/resultsWords.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { createJob, type ReportProgress, runJob } from '../../waves/waveJobs.ts';
import { runningStates, stateIn } from '../../waves/waveState.ts';
import { frozenWords } from '../../waves/words/waveWords.ts';
import { requireEditable } from '../requireState.ts';
import { connectOffices } from './connectOffices.ts';
import { freezeWave } from './freezeWave.ts';
import { type ChecklistItem, launchChecklist } from './launchChecklist.ts';

export interface WaveJobContext {
  config: Pick<Config, 'dataDir' | 'keyDir' | 'tls' | 'baseUrl'>;
  clock: Clock;
  /** Where a wave's signing keys come from, when they are not to be made anew. */
  makeSigningKey?: AppContext['makeSigningKey'];
}

/** What launch froze; for a draft the instruments that were chosen, as they are now. */
export async function instrumentsOf(
  wave: Pick<Wave, 'state' | 'instrumentIds' | 'instruments'>,
): Promise<Instrument[]> {
  if (wave.state !== 'draft') return wave.instruments;
  const known = new Map((await offeredInstruments()).map((instrument) => [instrument.id, instrument]));
  return askedTogether(wave.instrumentIds.flatMap((id) => known.get(id) ?? []));
}

export async function checklistOf(wave: Wave, { config, clock }: WaveJobContext): Promise<ChecklistItem[]> {
  return launchChecklist({
    wave,
    connected: await connectOffices(wave.offices),
    instruments: await instrumentsOf(wave),
    runningWaves: await WaveModel.find(
      { ...stateIn(runningStates), imported: false },
      { title: 1, instrumentIds: 1, offices: 1 },
    ).lean(),
    keyDir: config.keyDir,
    https: servesHttps(config),
    unclustered: await unclusteredCollections(),
    now: clock.now(),
  });
}

/**
 * Freezes the draft and starts making its keys in the background.
 * @param acknowledged the administrator knows the red items that do not block the launch
 * @returns what is wrong beside a field of its form; nothing where it was launched
 * @throws Conflict while an item blocks it, or when it was launched before
 */
export async function launchWave(
  wave: Wave,
  acknowledged: boolean,
  auditContext: AuditContext,
  context: WaveJobContext,
): Promise<{ errors: FieldError[] }> {
  requireEditable(wave);
  const red = (await checklistOf(wave, context)).filter(({ ok }) => !ok);
  if (red.some(({ blocksLaunch }) => blocksLaunch)) throw new Conflict('campaigns:conflict.checklist');
  if (red.length > 0 && !acknowledged) return { errors: [notAcknowledged] };
  const instruments = await instrumentsOf(wave);
  const offices = await connectOffices(wave.offices);
  const frozen = freezeWave({ ...wave, offices }, instruments);
  const job = createJob('launch', auditContext, frozen.units.length);
  const begun = await WaveModel.updateOne(
    { _id: wave._id, state: 'draft', job: null },
    {
      $set: {
        ...frozen,
        languages: await askableLanguages(frozen.instruments),
        words: frozenWords({ ...wave, instruments }, context.config.baseUrl ?? ''),
        'firstPage.done': await wordsForFirstPage(wave.previous),
        resultsWords: resultsWordsFor(wave, wave.audiences),
        job,
        draft: null,
      },
    },
  );
  if (begun.matchedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, 'wave.launch', wave._id, {
    title: wave.title,
    offices: frozen.offices.length,
    units: frozen.units.length,
    redPoints: red.map(({ id }) => id).join(' '),
  });
  runJob(wave._id, context.clock, (reportProgress) => finishLaunch(wave._id, context, reportProgress));
  return { errors: [] };
}

const notAcknowledged: FieldError = { field: 'acknowledged', message: 'campaigns:conflict.acknowledge' };

/** Makes the keys of a frozen draft and opens it; repeating this changes nothing. */
export async function finishLaunch(
  id: string,
  { config, clock, makeSigningKey }: WaveJobContext,
  reportProgress: ReportProgress,
): Promise<void> {
  const wave = await getWave(id);
  if (wave.job?.kind !== 'launch') return;
  const codes = wave.units.map(({ code }) => code);
  const onProgress = (done: number, total: number) => void reportProgress(done, total);
  const keys = await makeWaveKeys(config.keyDir, id, codes, onProgress, makeSigningKey);
  const units = wave.units.map((unit) => ({ ...unit, verifyingKey: keys.verifyingKeys[unit.code] ?? null }));
  await WaveModel.updateOne(
    { _id: id, state: 'draft', 'job.kind': 'launch' },
    {
      $set: {
        state: 'open',
        sealingKey: keys.sealingKey,
        keysFingerprint: keys.fingerprint,
        units,
        launchedAt: clock.now(),
        job: null,
      },
    },
  );
}
