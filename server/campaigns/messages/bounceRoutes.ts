/** Upload of a report of failed delivery by an administrator: one mail as a file, for servers that cannot read a mailbox. */
import { Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { handleBounce } from '../../participation/bounce/bounceJob.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { waveOf } from '../../waves/request.ts';

export function bounceRoutes({ clock, config }: AppContext): Router {
  const router = Router();
  router.post('/waves/:id/deliveries/bounces', requireRole('administrator'), async (req, res) => {
    const wave = await waveOf(req);
    const file = uploadedFile(req);
    const result = file ? await handleBounce(file.bytes, config.mail?.bounceAddress ?? '') : 'noFile';
    const isRecorded = result === 'failed' || result === 'delayed';
    if (isRecorded) await auditWave(auditContextOf(req, clock), 'wave.bounceGiven', wave._id);
    flash(req, `delivery:bounces.taken.${result}`, {}, isRecorded ? 'done' : 'warning');
    res.redirect(303, wavePath(wave._id, 'deliveries'));
  });
  return router;
}
