/**
 * All metrics. States (whether a part is well, whether a job fails) are those of now, because somebody has to act on them; every number that
 * answering moves is that of the hour. There is no histogram of how long requests take: on an answering page it would tell of single people.
 */
import type { AppContext } from '../../appContext.ts';
import { minuteMs } from '../../clock.ts';
import { perStore } from '../../database/perStore.ts';
import { programVersion } from '../../programVersion.ts';
import { levels } from '../condition/check.ts';
import { type CurrentCondition, currentCondition } from '../condition/currentCondition.ts';
import { jobRounds } from '../jobs/jobRounds.ts';
import { type HourlyFigures, hourlyFigures } from './hourlyFigures.ts';
import { type ProcessFigures, processFigures } from './processFigures.ts';
import type { Metric } from './prometheusText.ts';

export async function readMetrics(context: Pick<AppContext, 'config' | 'clock'>): Promise<Metric[]> {
  const now = context.clock.now();
  const { checks, stored } = await conditionOfMinute(context);
  const own = jobRounds();
  const rounds = own.length > 0 ? own : (stored?.jobs ?? []);
  return [
    gauge('info', 'The version that runs.', [{ labels: { version: programVersion() }, value: 1 }]),
    gauge(
      'condition',
      'A part of the system: 0 well, 1 amber, 2 red.',
      checks.map(({ name, level }) => ({ labels: { part: name }, value: levels.indexOf(level) })),
    ),
    gauge(
      'job_failing',
      'Whether the last round of a scheduled job failed.',
      rounds.map(({ name, failingSince }) => ({ labels: { job: name }, value: failingSince ? 1 : 0 })),
    ),
    ...ofStore(await hourlyFigures(context.config.dataDir, now)),
    ...ofProcess(processFigures(now)),
  ];
}

interface Known {
  minute: number;
  condition: Promise<CurrentCondition>;
}
const known = perStore<{ last: Known | null }>(() => ({ last: null }));

/** Once a minute: reading it looks at disks and tries a write. */
function conditionOfMinute(context: Pick<AppContext, 'config' | 'clock'>): Promise<CurrentCondition> {
  const state = known();
  const minute = Math.floor(context.clock.now().getTime() / minuteMs);
  if (state.last?.minute !== minute) {
    const condition = currentCondition(context);
    state.last = { minute, condition };
    condition.catch(() => {
      state.last = null;
    });
  }
  return state.last.condition;
}

function ofStore({ storeBytes, freeBytes, waves, running, waiting }: HourlyFigures): Metric[] {
  const each = (pick: (one: HourlyFigures['running'][number]) => number) =>
    running.map((one) => ({ labels: { wave: one.wave }, value: pick(one) }));
  return [
    gauge('store_bytes', 'Size of the data folder, hourly.', [{ value: storeBytes }]),
    gauge('store_free_bytes', 'Free space on its disk, hourly.', [{ value: freeBytes }]),
    gauge(
      'waves',
      'Waves by state, hourly.',
      Object.entries(waves)
        .sort()
        .map(([state, value]) => ({ labels: { state }, value })),
    ),
    gauge(
      'wave_invited',
      'Invitations of a running wave, hourly.',
      each(({ invited }) => invited),
    ),
    gauge(
      'wave_invitations_used',
      'Used invitations of a running wave in the whole province, at least; in the steps of the pages, hourly.',
      each(({ usedAtLeast }) => usedAtLeast),
    ),
    gauge(
      'wave_answers_received',
      'Sealed answers of a running wave in the whole province, at least; in the steps of the pages, hourly.',
      each(({ receivedAtLeast }) => receivedAtLeast),
    ),
    gauge(
      'messages_waiting',
      'Messages that wait to be sent, rounded up to fifty, hourly.',
      Object.entries(waiting).map(([channel, value]) => ({ labels: { channel }, value })),
    ),
  ];
}

function ofProcess(figures: ProcessFigures): Metric[] {
  const labels = { pid: String(process.pid) };
  const one = (value: number) => [{ labels, value }];
  return [
    gauge('process_start_time_seconds', 'When the process began, since 1970.', one(figures.startedAtSeconds)),
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time of the process, hourly.',
      type: 'counter',
      samples: one(figures.cpuSeconds),
    },
    gauge('process_resident_memory_bytes', 'Memory of the process, hourly.', one(figures.residentBytes)),
    gauge('process_heap_bytes', 'Heap in use, hourly.', one(figures.heapBytes)),
    gauge('process_handles', 'Sockets, timers and files that are open, hourly.', one(figures.openHandles)),
  ];
}

const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
  name,
  help,
  type: 'gauge',
  samples,
});
