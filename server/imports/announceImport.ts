/**
 * The wave of an import that runs in the background: it stands from the first moment, closed and with its job, so that a page can show how
 * far it is. Nobody can read, release, count or purge it until the import has ended.
 */
import { askedTogether } from '../instruments/askedTogether.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { type ImportedWave, importedWave } from './importedWave.ts';

/** @param total steps of its progress */
export async function announceImport(wave: ImportedWave, total: number): Promise<void> {
  const made = importedWave({ ...wave, instruments: askedTogether(wave.instruments) });
  await WaveModel.create({ ...made, job: made.job && { ...made.job, total } });
}

/** What only the file tells, once it was read. */
export async function completeAnnounced(wave: Wave): Promise<void> {
  const { _id, empty, warnings, count } = wave;
  const found = await WaveModel.updateOne(
    { _id, 'job.kind': 'import' },
    { $set: { empty, warnings, count } },
  );
  if (found.matchedCount === 0) throw new Error('the import was taken back; try again');
}
