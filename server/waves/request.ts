/** What wave routes take from a request: the wave, and what was posted. */
import type { Request } from 'express';
import { getWave } from './getWave.ts';
import type { Wave } from './wave.ts';

/** The wave that the URL names. @throws NotFound */
export function waveOf(req: Request): Promise<Wave> {
  return getWave(String(req.params.id));
}

/** A posted form; fields that were left out read as empty text. */
export function bodyOf(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>;
}
