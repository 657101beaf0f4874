/** What the form of a plan shows: what was typed, what a plan holds, or the beginnings of a new one. Days are written as the reader writes them. */
import { dayMs, plusMs } from '../clock.ts';
import { instantOfDay, isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { maxSteps } from './forms.ts';
import type { Plan } from './plan.ts';

export type PlanValues = Record<string, string>;

/** Rows for steps that are there without asking; a filled row brings the next one. */
const firstRows = 3;
const usualDays = 180;

export function valuesOfNew(now: Date, { f }: Reader): PlanValues {
  const later = plusMs(now, usualDays * dayMs);
  return {
    startsOn: f.dateTyped(instantOfDay(isoDayOf(now))),
    endsOn: f.dateTyped(instantOfDay(isoDayOf(later))),
  };
}

export function valuesOfPlan(plan: Plan, { f }: Reader): PlanValues {
  const day = (iso: string) => f.dateTyped(instantOfDay(iso));
  const { practice, action, owner, sign } = plan;
  return {
    ...{ practice: practice ?? '', action, owner, sign },
    expected: f.number(plan.expected),
    startsOn: day(plan.startsOn),
    endsOn: day(plan.endsOn),
    workshops: f.number(plan.workshops),
    hours: f.number(plan.hours),
    ...Object.fromEntries(
      plan.steps.flatMap(({ text, due }, i) => [
        [`step${i + 1}`, text],
        [`due${i + 1}`, day(due)],
      ]),
    ),
  };
}

/** The line of a quarter, to be mended; nothing where there is none. */
export function valuesOfLine({ checkIns }: Plan, quarter: string, { f }: Reader): PlanValues {
  const found = checkIns.find((one) => one.quarter === quarter);
  if (!found) return {};
  const { line, workshops, hours } = found;
  return { quarter, line, workshops: f.number(workshops), hours: f.number(hours) };
}

/** Everything that was typed, as it was typed. */
export function valuesOfBody(body: Record<string, unknown>): PlanValues {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** How many rows for steps the form shows. */
export function stepRows(values: PlanValues): number {
  const filled = Array.from({ length: maxSteps }, (_, i) => i + 1).filter(
    (row) => values[`step${row}`] || values[`due${row}`],
  );
  return Math.min(maxSteps, Math.max(firstRows, (filled.at(-1) ?? 0) + 1));
}
