/**
 * Everything that has happened by now and that webhooks may tell: ids and nothing else. Of a running wave that is its opening and its closing;
 * no event comes from an invitation, a ballot or an answer.
 */
import { isoDayOf } from '../../i18n/isoDay.ts';
import { overdueOf } from '../../plans/overdue.ts';
import { PlanModel } from '../../plans/plan.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { isCounted } from '../../waves/waveState.ts';
import type { WebhookEvent } from './webhook.ts';

export interface ReachedEvent {
  /** The same for the same event, whoever asks. */
  key: string;
  type: WebhookEvent;
  data: { wave: string } | { plan: string };
}

const waveFields = { state: 1, imported: 1, opensAt: 1, closedAt: 1, countedAt: 1, releasedTo: 1 } as const;

export async function reachedEvents(now: Date): Promise<ReachedEvent[]> {
  const [waves, plans] = await Promise.all([
    WaveModel.find({}, waveFields).lean(),
    PlanModel.find().sort({ endsOn: -1, _id: -1 }).lean(),
  ]);
  const today = isoDayOf(now);
  return [
    ...waves.flatMap((wave) => ofWave(wave, now)),
    ...plans.flatMap((plan) =>
      overdueOf(plan, today).map(
        (kind): ReachedEvent => ({
          // A quarter's line that is missing again is late again; so the line before tells one from the other.
          key: `plan.due ${plan._id} ${kind} ${kind === 'end' ? plan.endsOn : (plan.checkIns.at(-1)?.day ?? '')}`,
          type: 'plan.due',
          data: { plan: plan._id },
        }),
      ),
    ),
  ];
}

type Told = Pick<Wave, '_id' | 'imported' | 'opensAt' | 'closedAt' | 'countedAt' | 'releasedTo' | 'state'>;

function ofWave(wave: Told, now: Date): ReachedEvent[] {
  const wasAsked = !wave.imported && wave.state !== 'draft';
  const event = (type: WebhookEvent, more = ''): ReachedEvent => ({
    key: [type, wave._id, more].filter(Boolean).join(' '),
    type,
    data: { wave: wave._id },
  });
  return [
    ...(wasAsked && wave.opensAt && wave.opensAt <= now ? [event('wave.opened')] : []),
    ...(wasAsked && wave.closedAt ? [event('wave.closed')] : []),
    ...(wasAsked && isCounted(wave) ? [event('wave.counted')] : []),
    // One release after another, each to a further audience.
    ...(wave.state === 'released' ? wave.releasedTo.map((audience) => event('wave.released', audience)) : []),
  ];
}
