/** Shared by commands on one wave: finds it, and turns the refusal of an operation into one line of English. */
import { HttpError } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { CliError } from './cli.ts';

/** @throws CliError for an unknown id */
export async function findStoredWave(id: string): Promise<Wave> {
  const wave = await WaveModel.findById(id).lean();
  if (!wave) throw new CliError(`expected the id of a wave, found "${id}"`);
  return wave;
}

/** Runs an operation that pages use too, and translates its refusal. @throws CliError */
export async function inEnglish<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new CliError(translator('en')(error.messageKey, error.values));
  }
}
