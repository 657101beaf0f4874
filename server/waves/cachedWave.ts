/**
 * The wave behind every request of someone who answers, kept for a second: it is a large document, and a rush of answers would read
 * nothing else. A change made in this process shows at once (`onWaveChange`), one made in another within the second.
 */
import { type Wave, WaveModel } from './wave.ts';
import { onWaveChange } from './waveChanges.ts';

const freshMs = 1000;
const mostKept = 64;
const kept = new Map<string, { until: number; wave: Promise<Wave | null> }>();

onWaveChange(() => kept.clear());

/** The same object as long as it is fresh, not to be changed; null when there is no such wave. */
export function getCachedWave(id: string): Promise<Wave | null> {
  const known = kept.get(id);
  if (known && performance.now() < known.until) return known.wave;
  const reading = WaveModel.findOne({ _id: id }).lean<Wave>().exec();
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
  kept.set(id, { until: performance.now() + freshMs, wave: reading });
  reading.catch(() => kept.delete(id));
  return reading;
}
