/**
 * What a program reads of results is in the audit trail as what a person opens is, once a day for each token and thing: a program that asks
 * every minute would bury all else. Kept in memory, so a restart or another worker may say it once more.
 */
import type { Request } from 'express';
import { audit } from '../../accounts/audit/audit.ts';
import type { Subject } from '../../accounts/audit/subject.ts';
import { perStore } from '../../database/perStore.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { tokenOf } from '../tokens/authenticate.ts';

const told = perStore(() => ({ day: '', keys: new Set<string>() }));

export async function auditReading(req: Request, action: string, subject: Subject, now: Date): Promise<void> {
  const day = isoDayOf(now);
  const state = told();
  if (state.day !== day) {
    state.day = day;
    state.keys.clear();
  }
  const actor = tokenOf(req)._id;
  const key = [actor, action, ...Object.values(subject)].join(' ');
  if (state.keys.has(key)) return;
  state.keys.add(key);
  await audit({ at: now, actor, action, subject });
}
