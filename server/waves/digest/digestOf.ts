/** A running wave in the digest: numbers of the whole province only, the same that the wave's page shows to administrators. */
import { countTasks, summariseDeliveries } from '../../participation/delivery/summariseDeliveries.ts';
import { liveTotals } from '../liveTotals.ts';
import { type Reader, stateLine } from '../present.ts';
import type { Wave } from '../wave.ts';

export interface WaveDigest {
  id: string;
  title: string;
  state: string;
  lines: { label: string; value: string }[];
}

export async function digestOf(wave: Wave, now: Date, reader: Reader): Promise<WaveDigest> {
  const { t, f } = reader;
  const { rate, used, received, invited, headcount } = await liveTotals(wave, now);
  const { channels } = await summariseDeliveries(wave._id);
  const waiting = [...channels.values()].reduce(
    (sum, one) => sum + one.waiting + one.retrying + one.sending,
    0,
  );
  const values: [string, string][] = [
    ['rate', rate === null ? '–' : f.percent(rate)],
    ['used', f.range(used.atLeast, used.atMost)],
    ['received', t('waves:live.atLeast', { count: received })],
    ['invited', f.number(invited)],
    ['headcount', f.number(headcount)],
    ['waiting', f.number(waiting)],
    ['tasks', f.number(await countTasks(wave._id))],
  ];
  return {
    id: wave._id,
    title: wave.title,
    state: stateLine(wave, now, reader),
    lines: values.map(([label, value]) => ({ label: t(`digest:${label}`), value })),
  };
}
