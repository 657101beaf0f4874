/** Which entries of the trail a reader asked for: by action, by person, and between two days of Iran. */
import mongoose from 'mongoose';
import { z } from 'zod';
import { dayMs, plusMs } from '../../clock.ts';
import type { FieldError } from '../../http/forms.ts';
import { instantAt } from '../../i18n/isoDay.ts';
import { type DayEdge, dayOrNull } from '../../i18n/readDay.ts';

const text = (pattern: RegExp) => z.string().regex(pattern).catch('');

export const auditQuery = z.object({
  action: text(/^[\w.]{0,60}$/),
  actor: text(/^[^\0]{0,64}$/),
  from: z.string().max(20).catch(''),
  to: z.string().max(20).catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** @returns the filter of a query; a day that cannot be read is an error beside its field and filters nothing */
export function auditFilter({ action, actor, from, to }: AuditQuery) {
  const [start, end] = [startOf(from, 'first'), startOf(to, 'last')];
  const errors: FieldError[] = [
    ...(start === null ? [{ field: 'from', message: 'audit:badDay' }] : []),
    ...(end === null ? [{ field: 'to', message: 'audit:badDay' }] : []),
  ];
  const between = { ...(start && { $gte: start }), ...(end && { $lt: plusMs(end, dayMs) }) };
  const filter = {
    ...(action && { action }),
    ...(actor && { actor }),
    ...(Object.keys(between).length > 0 && { at: mongoose.trusted(between) as never }),
  };
  return { filter, errors };
}

/** Midnight in Iran of the day; undefined when none was typed, null when there is none such. */
function startOf(typed: string, edge: DayEdge): Date | null | undefined {
  if (typed.trim() === '') return undefined;
  const day = dayOrNull(typed, edge);
  return day === null ? null : instantAt(day);
}
