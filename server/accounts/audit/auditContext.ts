/** Who does something and when: operations take it for the audit trail and for the dates that they store. */
import type { Request } from 'express';
import type { AppContext } from '../../appContext.ts';
import { accountOf } from '../guards.ts';

export interface AuditContext {
  /** Account id, or `system` and `cli`. */
  actor: string;
  now: Date;
}

/** The signed-in account of a request, now. */
export function auditContextOf(req: Request, clock: AppContext['clock']): AuditContext {
  return { actor: accountOf(req)._id, now: clock.now() };
}
