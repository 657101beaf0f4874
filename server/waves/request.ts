/** What wave routes take from a request: the wave, who acts and when, and what was posted. */
import type { Request } from 'express';
import { accountOf } from '../accounts/guards.ts';
import type { Clock } from '../clock.ts';
import type { AuditContext } from './auditWave.ts';
import { getWave } from './getWave.ts';
import type { Wave } from './wave.ts';

export function auditContextOf(req: Request, clock: Clock): AuditContext {
  return { actor: accountOf(req)._id, now: clock.now() };
}

/** The wave that the URL names. @throws NotFound */
export function waveOf(req: Request): Promise<Wave> {
  return getWave(String(req.params.id));
}

/** A posted form; fields that were left out read as empty text. */
export function bodyOf(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>;
}
