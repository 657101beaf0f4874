/** Launching, and the progress of long work. A wave whose work was abandoned by a dead process is taken up by whoever looks. */
import type { Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { getWave } from '../../waves/getWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { auditContextOf, bodyOf, waveOf } from '../../waves/request.ts';
import type { Wave } from '../../waves/wave.ts';
import { runJob, takeOverJob } from '../../waves/waveJobs.ts';
import { finishCount } from '../count/countWave.ts';
import { finishLaunch, launchWave } from './launchWave.ts';

export function addLaunchRoutes(router: Router, context: AppContext): void {
  const { clock } = context;
  const administrator = requireRole('administrator');

  router.post('/waves/:id/launch', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await launchWave(wave, bodyOf(req).acknowledged === 'yes', auditContextOf(req, clock), context);
    res.redirect(303, wavePath(wave._id));
  });

  router.post('/waves/:id/:work/retry', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await goOn(wave, context);
    res.redirect(303, wavePath(wave._id));
  });

  router.get('/waves/:id/progress', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (!wave.job?.error) await goOn(wave, context);
    const { job } = await getWave(wave._id);
    res.json(job ? { done: job.done, total: job.total, failed: job.error !== '' } : { finished: true });
  });
}

/** Takes up work that failed or that a dead process left; does nothing while somebody works on it. An import is taken back instead. */
export async function goOn(wave: Wave, context: AppContext): Promise<void> {
  const { job } = wave;
  if (!job || job.kind === 'import' || !(await takeOverJob(wave, context.clock.now()))) return;
  runJob(wave._id, context.clock, (beat) =>
    job.kind === 'launch' ? finishLaunch(wave._id, context, beat) : finishCount(wave._id, context, beat),
  );
}
