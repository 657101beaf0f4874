/**
 * A wave that is repeated by the calendar: some weeks before the day, a draft is prepared like the one before, with its days. Nobody is
 * invited by it; an administrator checks and launches it like any other. Stopped at any point, it prepares no draft twice.
 */
import { createHash } from 'node:crypto';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { type Clock, dayMs, hourMs } from '../../clock.ts';
import { formatter } from '../../i18n/format.ts';
import { instantAt, instantOfDay, isoDayOf } from '../../i18n/isoDay.ts';
import { toJalali } from '../../i18n/jalali.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import { closedBefore } from '../../waves/closedBefore.ts';
import { listWaves } from '../../waves/getWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { readWholeDraft } from '../draft/draftForm.ts';
import { valuesOfCopy } from '../draft/draftValues.ts';
import { officesOn } from '../draft/officesOfDraft.ts';
import { createDraft } from '../draft/saveDraft.ts';
import { dayMonthsLater } from './seriesDay.ts';

/** So long before its first day a draft is prepared. */
export const leadDays = 30;

/** @returns how many were prepared */
export async function prepareDrafts(now: Date): Promise<number> {
  const soon = isoDayOf(new Date(now.getTime() + leadDays * dayMs));
  let prepared = 0;
  for (const wave of await listWaves()) {
    const { series } = wave;
    if (!series || series.next > soon) continue;
    const made = await prepareOne(wave, series, now);
    await WaveModel.updateOne(
      { _id: wave._id, 'series.next': series.next },
      {
        $set: {
          'series.next': dayMonthsLater(series.next, series.everyMonths),
          ...(made && { 'series.latest': made }),
        },
      },
    );
    if (made) prepared += 1;
  }
  return prepared;
}

/** The id of the draft; null where the wave before has nothing left to be asked. */
async function prepareOne(
  origin: Wave,
  series: NonNullable<Wave['series']>,
  now: Date,
): Promise<string | null> {
  // The same id whenever it is tried again.
  const id = createHash('sha256').update(`${origin._id} ${series.next}`).digest('hex').slice(0, 24);
  if (await WaveModel.exists({ _id: id })) return id;
  const before = (series.latest && (await WaveModel.findById(series.latest).lean())) || origin;
  const opensAt = instantAt(series.next, 0);
  const offered = (await offeredInstruments()).map((instrument) => instrument.id);
  const f = formatter('fa');
  const values = valuesOfCopy(before, await officesOn(isoDayOf(now)), f);
  const read = readWholeDraft({
    ...values,
    title: titleFor(origin.title, origin.opensAt, opensAt),
    instruments: values.instruments.filter((one) => offered.includes(one)),
  });
  if (!read.ok) return null;
  const lengthMs =
    before.opensAt && before.closesAt ? before.closesAt.getTime() - before.opensAt.getTime() : 0;
  const closesAt = lengthMs > 0 ? new Date(opensAt.getTime() + lengthMs) : null;
  const previous = closedBefore(before, opensAt) ? read.value.previous : null;
  const context: AuditContext = { actor: series.by, now };
  const draft = { ...read.value, opensAt, closesAt, previous };
  const made = await createDraft(draft, offered, context, { id, like: before });
  return made.ok ? id : null;
}

/** The title with the year of the new wave; where it names none, with its month. */
function titleFor(title: string, before: Date | null, opensAt: Date): string {
  const f = formatter('fa');
  const year = (at: Date) => String(toJalali(at).year);
  const written = before
    ? [year(before), f.digits(year(before))].find((one) => title.includes(one))
    : undefined;
  if (written && before && year(before) !== year(opensAt))
    return title.replace(written, written === year(before) ? year(opensAt) : f.digits(year(opensAt)));
  return `${title}، ${f.monthYear(opensAt)}`.slice(0, 200);
}

export const seriesJob = () => ({
  name: 'series',
  everyMs: hourMs,
  run: async (clock: Clock) =>
    (await prepareDrafts(clock.now())) > 0 ? { event: 'draftsPrepared' } : undefined,
});

/** When the next draft is there (an instant, for showing it). */
export const preparedAt = (next: string) => new Date(instantOfDay(next).getTime() - leadDays * dayMs);
