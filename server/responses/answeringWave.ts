/**
 * A launched wave prepared for answering: questionnaire compiled, keys parsed. What the launch froze is cached; state and dates come
 * from `getCachedWave`, because closing, extending and withdrawing must take effect at once.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { perStore } from '../database/perStore.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { getLaunchedWave } from '../waves/cachedWave.ts';
import { type LocalQuestion, localPlaces, localQuestionsOf } from '../waves/localBlocks.ts';
import type { Wave } from '../waves/wave.ts';
import { phaseOf, type WavePhase } from '../waves/wavePhase.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';

export interface AnsweringUnit extends WaveUnit {
  verifier: KeyObject;
  local: LocalQuestion[];
}

interface FrozenForAnswering {
  wave: Wave;
  questionnaire: Questionnaire;
  /** Of each ballot, for answers to questions of single offices. */
  localPlaces: number;
  units: Map<string, AnsweringUnit>;
}

export type CurrentWave = Pick<
  Wave,
  | 'title'
  | 'state'
  | 'opensAt'
  | 'closesAt'
  | 'closedAt'
  | 'graceHours'
  | 'withdrawnAt'
  | 'audiences'
  | 'releasedTo'
  | 'resultsWords'
>;

export interface AnsweringWave extends FrozenForAnswering {
  /** What may have changed since the launch. */
  now: CurrentWave;
  phase: WavePhase;
}

const cachedFrozen = perStore(() => new Map<string, FrozenForAnswering>());
const maxCached = 16;

/** @throws NotFound for an unknown wave, a draft, and an imported wave */
export async function getAnsweringWave(id: string, at: Date): Promise<AnsweringWave> {
  const now = await getLaunchedWave(id);
  return { ...getFrozen(now), now, phase: phaseOf(now, at) };
}

function getFrozen(wave: Wave): FrozenForAnswering {
  const cached = cachedFrozen();
  const known = cached.get(wave._id);
  if (known && known.wave.launchedAt?.getTime() === wave.launchedAt?.getTime()) return known;
  const frozen = freeze(wave);
  if (cached.size >= maxCached) cached.delete(cached.keys().next().value ?? '');
  cached.set(wave._id, frozen);
  return frozen;
}

function freeze(wave: Wave): FrozenForAnswering {
  const units = wave.units.flatMap((unit) => {
    if (!unit.verifyingKey) return [];
    const key = Buffer.from(unit.verifyingKey, 'base64');
    const verifier = createPublicKey({ key, format: 'der', type: 'spki' });
    return [{ ...unit, verifier, local: localQuestionsOf(wave, unit) }];
  });
  return {
    wave,
    questionnaire: compileQuestionnaire(wave.instruments),
    localPlaces: localPlaces(wave),
    units: new Map(units.map((unit) => [unit.code, unit])),
  };
}
