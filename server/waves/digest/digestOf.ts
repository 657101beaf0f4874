/** A running wave in the digest: numbers of the whole province only, the same that the wave's page shows to administrators. */
import { countTasks, summariseDeliveries } from '../../participation/delivery/summariseDeliveries.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { ballotsReceived } from '../../responses/ballotsReceived.ts';
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
  const { total } = await listParticipation(wave);
  const received = [...(await ballotsReceived(wave._id)).values()].reduce((sum, n) => sum + n, 0);
  const { channels } = await summariseDeliveries(wave._id);
  const waiting = [...channels.values()].reduce(
    (sum, one) => sum + one.waiting + one.retrying + one.sending,
    0,
  );
  const rate = total.headcount ? f.percent(Math.min(1, total.used / total.headcount)) : '–';
  const values: [string, string][] = [
    ['rate', rate],
    ['used', f.number(total.used)],
    ['received', f.number(received)],
    ['invited', f.number(total.invited)],
    ['headcount', f.number(total.headcount ?? 0)],
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
