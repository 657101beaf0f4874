/**
 * Who may open the results of a released wave without an account: everyone, or the employees who typed its words, which a cookie of these
 * pages alone remembers until the browser is closed; it is the same cookie for all of them.
 */
import { createHmac } from 'node:crypto';
import type { Request, Response } from 'express';
import type { AppContext } from '../appContext.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readCookie } from '../http/readCookie.ts';
import { languages } from '../i18n/languages.ts';
import { openTo } from '../waves/audience.ts';
import { resultsPath } from '../waves/paths.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

type Secret = Pick<AppContext, 'sessionSecret'>;

const cookie = 'results';

/** @throws NotFound for a wave that is not there or still a draft */
export async function readableWave(req: Request): Promise<Wave> {
  const wave = await WaveModel.findById(String(req.params.wave)).lean();
  if (!wave || wave.state === 'draft') throw new NotFound();
  return wave;
}

/** What a browser that has typed the words shows: proof that it knew them, the same for every reader. */
function proofOf(wave: Wave, { sessionSecret }: Secret): string {
  return createHmac('sha256', sessionSecret)
    .update(`results ${wave._id} ${wave.resultsWords}`)
    .digest('base64url');
}

export function hasWords(req: Request, wave: Wave, context: Secret): boolean {
  return wave.resultsWords !== null && readCookie(req, cookie) === proofOf(wave, context);
}

export function mayReadResults(req: Request, wave: Wave, context: Secret): boolean {
  const open = openTo(wave);
  return open === 'everyone' || (open === 'employees' && hasWords(req, wave, context));
}

/** Once for the pages of each language, whose addresses differ. No answering page lies under these addresses. */
export function rememberWords(req: Request, res: Response, wave: Wave, context: Secret): void {
  for (const language of languages) {
    const path = `${language === 'fa' ? '' : `/${language}`}${resultsPath(wave._id)}`;
    res.cookie(cookie, proofOf(wave, context), { path, httpOnly: true, sameSite: 'lax', secure: req.secure });
  }
}
