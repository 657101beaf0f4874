/** The launch, and the progress of long work. Work that a dead process abandoned is resumed by the next request for its progress. */
import { Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { getWave } from '../../waves/getWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import type { Wave } from '../../waves/wave.ts';
import { runJob, takeOverJob } from '../../waves/waveJobs.ts';
import { finishCount } from '../count/countWave.ts';
import { showDraft } from '../draft/showDraft.ts';
import { finishLaunch, launchWave } from './launchWave.ts';

export function launchRoutes(context: AppContext): Router {
  const router = Router();
  const { clock } = context;
  const administrator = requireRole('administrator');

  router.post('/waves/:id/launch', administrator, requireProof(context), async (req, res) => {
    const wave = await waveOf(req);
    const acknowledged = bodyOf(req).acknowledged === 'yes';
    const { errors } = await launchWave(wave, acknowledged, auditContextOf(req, clock), context);
    if (errors.length > 0) return showDraft(res, wave, context, errors);
    res.redirect(303, wavePath(wave._id));
  });

  router.post('/waves/:id/:work/retry', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await resumeJob(wave, context);
    res.redirect(303, wavePath(wave._id));
  });

  router.get('/waves/:id/progress', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (!wave.job?.error) await resumeJob(wave, context);
    const { job } = await getWave(wave._id);
    res.json(job ? { done: job.done, total: job.total, failed: job.error !== '' } : { finished: true });
  });
  return router;
}

/** Resumes work that failed or that a dead process abandoned; does nothing while a process works on it. Imports are not resumed but undone. */
export async function resumeJob(wave: Wave, context: AppContext): Promise<void> {
  const { job } = wave;
  if (!job || job.kind === 'import' || !(await takeOverJob(wave, context.clock.now()))) return;
  runJob(wave._id, context.clock, (reportProgress) =>
    job.kind === 'launch'
      ? finishLaunch(wave._id, context, reportProgress)
      : finishCount(wave._id, context, reportProgress),
  );
}
