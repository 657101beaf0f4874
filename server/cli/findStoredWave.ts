/** What commands on one wave share: finding it, and saying in one English line why something cannot be done. */
import { HttpError } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { CliError } from './cli.ts';

/** @throws CliError for an unknown id */
export async function storedWave(id: string): Promise<Wave> {
  const wave = await WaveModel.findById(id).lean();
  if (!wave) throw new CliError(`expected the id of a wave, found "${id}"`);
  return wave;
}

/** Runs an operation that pages use as well; what it refuses is said in words. @throws CliError */
export async function inEnglish<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new CliError(translator('en')(error.messageKey, error.values));
  }
}
