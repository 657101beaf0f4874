/** One open wave over one office, with real keys, for benchmarks that open its first page. */
import { makeWaveKeys } from '../../server/waves/keys/makeWaveKeys.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { offices, waveOf } from './province.ts';

/** The wave as it is stored; its keys are in `keyDir`. */
export async function openWave(id: string, keyDir: string): Promise<Partial<Wave>> {
  const keys = await makeWaveKeys(keyDir, id, ['o0']);
  const given = { offices: offices(100).slice(0, 1), sealingKey: keys.sealingKey };
  const wave = waveOf(id, { ...given, keysFingerprint: keys.fingerprint });
  for (const unit of wave.units ?? []) unit.verifyingKey = keys.verifyingKeys[unit.code]!;
  return wave;
}
