/** Reports of failed delivery that an administrator brings: one mail as a file, for servers without a mailbox to read. */
import type { Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { takeBounce } from '../../participation/bounce/bounceJob.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { auditContextOf, waveOf } from '../../waves/request.ts';

export function addBounceRoutes(router: Router, { clock, config }: AppContext): void {
  router.post('/waves/:id/deliveries/bounces', requireRole('administrator'), async (req, res) => {
    const wave = await waveOf(req);
    const file = uploadedFile(req);
    const taken = file ? await takeBounce(file.bytes, config.mail?.bounceAddress ?? '') : 'noFile';
    const isNoted = taken === 'failed' || taken === 'delayed';
    if (isNoted) await auditWave(auditContextOf(req, clock), 'wave.bounceGiven', wave._id);
    flash(req, `delivery:bounces.taken.${taken}`, {}, isNoted ? 'done' : 'warning');
    res.redirect(303, wavePath(wave._id, 'deliveries'));
  });
}
