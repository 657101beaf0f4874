/** What wave routes take from a request: the wave, who acts and when, and the reader's language. */
import type { Request, Response } from 'express';
import { accountOf } from '../accounts/guards.ts';
import type { Clock } from '../clock.ts';
import { formatter } from '../i18n/format.ts';
import { translator } from '../i18n/translator.ts';
import type { Act } from './act.ts';
import { getWave } from './getWave.ts';
import type { Reader } from './present.ts';
import type { Wave } from './wave.ts';

export function actOf(req: Request, clock: Clock): Act {
  return { actor: accountOf(req)._id, now: clock.now() };
}

export function readerOf(res: Response): Reader {
  const { lang, dir } = res.locals as Pick<Reader, 'lang' | 'dir'>;
  return { t: translator(lang), f: formatter(lang), lang, dir };
}

/** The wave that the URL names. @throws NotFound */
export function waveOf(req: Request): Promise<Wave> {
  return getWave(String(req.params.id));
}

/** A posted form; fields that were left out read as empty text. */
export function bodyOf(req: Request): Record<string, unknown> {
  return (req.body ?? {}) as Record<string, unknown>;
}
