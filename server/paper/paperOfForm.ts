/** Finds the paper of a form by the code of its slip; if the code opens none, the first page is shown with the reason. */
import type { Request, Response } from 'express';
import type { AppContext } from '../appContext.ts';
import { NotFound } from '../http/httpErrors.ts';
import { getAnsweringWave } from '../responses/answeringWave.ts';
import { isAnswerable } from '../waves/wavePhase.ts';
import { openPaper, type Paper, type PaperCodeRedeemer } from './enterPaper.ts';
import { fieldsOf, showStart } from './entryPages.ts';

/** null when the first page has been sent, which says what is wrong. */
export async function paperOfForm(
  req: Request,
  res: Response,
  { config, clock }: AppContext,
  codes: PaperCodeRedeemer,
): Promise<Paper | null> {
  const now = clock.now();
  const typed = fieldsOf(req).code ?? '';
  const code = codes.readCode(typed);
  const wave = await codes.findWave(req, typed);
  if (!wave || !code) return refusePaper(res, now, typed, 'unknown');
  const answering = await getAnsweringWave(wave, now);
  if (!isAnswerable(answering.phase)) {
    return refusePaper(res, now, typed, answering.phase === 'notYetOpen' ? 'notYet' : 'late');
  }
  const right = await codes.findRight(req, wave, code);
  const unit = right && answering.units.get(right.unit);
  if (!unit) throw new NotFound();
  const paper = await openPaper(answering, unit, code, config);
  return right.used && !paper.first ? refusePaper(res, now, typed, 'used') : paper;
}

export async function refusePaper(
  res: Response,
  now: Date,
  typed: string,
  problem: 'unknown' | 'notYet' | 'late' | 'used',
): Promise<null> {
  await showStart(res, now, typed, `paper:errors.${problem}`);
  return null;
}
