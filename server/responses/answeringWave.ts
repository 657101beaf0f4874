/**
 * A launched wave, ready for answering: questionnaire compiled, keys parsed. What launch froze is kept in memory; state
 * and dates are read again with every request, because closing, extending and withdrawing must show at once.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { NotFound } from '../http/errors.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { phaseOf, type Wave, WaveModel, type WavePhase, type WaveUnit } from '../waves/wave.ts';

export interface AnsweringUnit extends WaveUnit {
  verifier: KeyObject;
}

interface Frozen {
  wave: Wave;
  questionnaire: Questionnaire;
  units: Map<string, AnsweringUnit>;
}

const changing = [
  'title',
  'state',
  'opensAt',
  'closesAt',
  'closedAt',
  'graceHours',
  'withdrawnAt',
  'audiences',
  'releasedTo',
] as const;
export type WaveNow = Pick<Wave, (typeof changing)[number]>;

export interface AnsweringWave extends Frozen {
  /** What may have changed since launch. */
  now: WaveNow;
  phase: WavePhase;
}

const kept = new Map<string, Frozen>();
const mostKept = 16;

/** @throws NotFound for an unknown wave, a draft, and a wave that was imported from elsewhere */
export async function getAnsweringWave(id: string, at: Date): Promise<AnsweringWave> {
  const projection = Object.fromEntries(changing.map((field) => [field, 1]));
  const now = await WaveModel.findOne({ _id: id }, { ...projection, imported: 1, launchedAt: 1 }).lean<
    WaveNow & Pick<Wave, 'imported' | 'launchedAt'>
  >();
  if (!now || now.state === 'draft' || now.imported) throw new NotFound('answering:noSuchWave');
  const frozen = await getFrozen(id, now.launchedAt);
  return { ...frozen, now, phase: phaseOf(now, at) };
}

async function getFrozen(id: string, launchedAt: Date | null): Promise<Frozen> {
  const known = kept.get(id);
  if (known && known.wave.launchedAt?.getTime() === launchedAt?.getTime()) return known;
  const wave = await WaveModel.findOne({ _id: id }).lean<Wave>();
  if (!wave) throw new NotFound('answering:noSuchWave');
  const frozen = freeze(wave);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
  kept.set(id, frozen);
  return frozen;
}

function freeze(wave: Wave): Frozen {
  const units = wave.units.flatMap((unit) => {
    if (!unit.verifyingKey) return [];
    const key = Buffer.from(unit.verifyingKey, 'base64');
    return [{ ...unit, verifier: createPublicKey({ key, format: 'der', type: 'spki' }) }];
  });
  return {
    wave,
    questionnaire: compileQuestionnaire(wave.instruments),
    units: new Map(units.map((unit) => [unit.code, unit])),
  };
}
