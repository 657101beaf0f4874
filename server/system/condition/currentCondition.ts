/** The condition for a page: read now, but for the jobs, of which only the process that runs them knows. */
import type { AppContext } from '../../appContext.ts';
import { jobRounds } from '../jobs/jobRounds.ts';
import type { Check } from './check.ts';
import { readCondition } from './readCondition.ts';
import { findStoredCondition, type StoredCondition } from './storedCondition.ts';

export interface CurrentCondition {
  checks: Check[];
  stored: StoredCondition | null;
}

export async function currentCondition({
  config,
  clock,
}: Pick<AppContext, 'config' | 'clock'>): Promise<CurrentCondition> {
  const stored = await findStoredCondition();
  const own = jobRounds();
  const rounds = own.length > 0 ? own : (stored?.jobs ?? []);
  const jobs = { reportedAt: stored?.at ?? null, rounds };
  return { checks: await readCondition({ config, clock, stored, jobs }), stored };
}
