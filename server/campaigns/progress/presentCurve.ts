/** The hourly curve of a running wave: chart and table from the ledger, in official time. */
import { hourCurve } from '../../charts/hourCurve.ts';
import { dayMs, hourMs } from '../../clock.ts';
import { inWholeSteps, steppedTotal } from '../../disclosure/steppedParticipation.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Wave } from '../../waves/wave.ts';
import { graceEndOf } from '../../waves/wavePhase.ts';
import { hourNamed, type ParticipationLedger } from './participationLedger.ts';

const maxDays = 5;

/**
 * Totals in steps of the minimum and never beyond what `steppedTotal` gives: the exact sum of all hours would be the exact total.
 * Entries after the end are left out, because nobody could answer then. null while there is nothing to draw.
 */
export function presentCurve(
  wave: Pick<Wave, 'opensAt' | 'closesAt' | 'closedAt' | 'graceHours' | 'minimum'>,
  { hours, units }: ParticipationLedger,
  { t, f, dir }: Reader,
) {
  const graceEnd = graceEndOf(wave);
  const lastEnd = graceEnd ? graceEnd.getTime() + hourMs : Number.POSITIVE_INFINITY;
  const ends = hours
    .map(({ hour, used }) => ({ end: hourNamed(hour).getTime(), used }))
    .filter(({ end }) => end <= lastEnd);
  const last = ends.at(-1);
  if (!last) return null;
  const max = steppedTotal(units, wave.minimum).atLeast;
  const totalAt = (i: number) => {
    const sum = ends.slice(0, i + 1).reduce((all, { used }) => all + used, 0);
    return Math.min(max, inWholeSteps(sum, wave.minimum));
  };
  const points = ends.map(({ end }, i) => ({
    at: end,
    total: totalAt(i),
    used: totalAt(i) - (i > 0 ? totalAt(i - 1) : 0),
  }));
  const from = Math.min(wave.opensAt?.getTime() ?? last.end, ends[0]!.end - hourMs);
  const days = Math.max(1, Math.ceil((last.end - from) / dayMs));
  const every = Math.ceil(days / maxDays);
  const ticks = Array.from({ length: Math.floor(days / every) }, (_, i) => from + (i + 0.5) * every * dayMs);
  const invited = units.reduce((sum, unit) => sum + unit.invited, 0);
  const rows = points.map(({ at, used, total: all }, i) => ({
    from: f.dateTime(new Date(points[i - 1]?.at ?? from)),
    to: f.dateTime(new Date(at)),
    used: f.number(used),
    total: f.number(all),
  }));
  return {
    rows: rows.reverse(),
    svg: hourCurve(
      points,
      {
        from,
        to: last.end,
        max: invited,
        days: ticks.filter((at) => at < last.end).map((at) => ({ at, text: f.dateNumeric(new Date(at)) })),
        topText: t('progress:curve.top', { count: invited }),
        label: t('progress:curve.label', { total: max }),
      },
      dir,
    ),
  };
}
