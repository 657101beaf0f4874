/** What of an open plan is late on a day: its end, a step, or the line of a quarter. The office above sees it too. */
import type { Plan } from './plan.ts';
import { quarterOf, quartersBetween } from './quarter.ts';

export type Overdue = 'end' | 'step' | 'checkIn';

type Timed = Pick<Plan, 'state' | 'startsOn' | 'endsOn' | 'steps' | 'checkIns'>;

/** The most pressing first; empty for a plan that is not open. */
export function overdueOf(plan: Timed, today: string): Overdue[] {
  if (plan.state !== 'open') return [];
  const late: Overdue[] = [];
  if (plan.endsOn < today) late.push('end');
  if (plan.steps.some(({ due, doneOn }) => doneOn === null && due < today)) late.push('step');
  if (plan.endsOn >= today && quartersBetween(lastLine(plan), today) > 1) late.push('checkIn');
  return late;
}

/** A line is due in each quarter after the one in which the plan began; it is late once that quarter is over. */
export function isCheckInDue(plan: Timed, today: string): boolean {
  if (plan.state !== 'open' || plan.startsOn > today || plan.endsOn < today) return false;
  return quarterOf(lastLine(plan)) !== quarterOf(today) && quartersBetween(lastLine(plan), today) > 0;
}

/** A line can be mended until the quarter after its own is over, while the plan runs. */
export function mayBeMended(plan: Timed, { day }: { day: string }, today: string): boolean {
  return plan.state === 'open' && today <= plan.endsOn && quartersBetween(day, today) <= 1;
}

function lastLine({ startsOn, checkIns }: Timed): string {
  return [startsOn, ...checkIns.map(({ day }) => day)].sort().at(-1)!;
}
