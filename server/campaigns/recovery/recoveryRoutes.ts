/** The recovery copy of a wave's keys: made by two administrators, one after the other, and confirmed destroyed by both. */
import { type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { minPassphraseLength } from '../../waves/keys/passphraseKeys.ts';
import { readRecoveryHalf } from '../../waves/keys/recoveryHalf.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { RecoveryCopyError } from '../../waves/keys/waveKeysRecovery.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { confirmDestruction, dropPassphrase, givePassphrase } from './makeRecoveryCopy.ts';
import { presentRecovery } from './presentRecovery.ts';

const passphraseForm = z.object({
  passphrase: z.string().min(minPassphraseLength, 'campaigns:errors.passphrase'),
});

export function recoveryRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const { keyDir } = config;
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);
  const show = async (res: Response, me: string, wave: Wave, errors: FieldError[] = []) => {
    const half = readRecoveryHalf(keyDir, wave._id);
    await showWavePage(res, 'campaigns/recovery/recovery', wave, {
      title: readerOf(res).t('recovery:title'),
      errors,
      hasKeys: waveKeysPresent(keyDir, wave._id),
      waiting: half && { isMine: half.by === me, name: (await displayNames([half.by]))[half.by] ?? half.by },
      recovery: await presentRecovery(wave, me),
    });
  };

  // Before the passphrase is typed, which is not carried about.
  router.get('/waves/:id/recovery', administrator, proof, async (req, res) => {
    await show(res, accountOf(req)._id, await waveOf(req));
  });

  router.post('/waves/:id/recovery', administrator, proof, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(passphraseForm, { passphrase: '', ...bodyOf(req) });
    if (!form.ok) return show(res, accountOf(req)._id, wave, form.errors);
    const given = givePassphrase(wave, form.value.passphrase, keyDir, auditContextOf(req, clock));
    const copy = await given.catch((error: unknown) => {
      if (error instanceof RecoveryCopyError && error.reason === 'passphraseSame') return error.reason;
      throw error;
    });
    if (copy === 'passphraseSame') {
      const error = { field: 'passphrase', message: 'recovery:errors.same' };
      return show(res, accountOf(req)._id, wave, [error]);
    }
    if (copy !== null)
      return res.attachment(`keys-${wave._id}.txt`).type('text/plain; charset=utf-8').send(copy);
    flash(req, 'recovery:done.first');
    res.redirect(303, wavePath(wave._id, 'recovery'));
  });

  router.post('/waves/:id/recovery/withdrawal', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await dropPassphrase(wave, keyDir, auditContextOf(req, clock));
    flash(req, 'recovery:done.dropped');
    res.redirect(303, wavePath(wave._id, 'recovery'));
  });

  router.post('/waves/:id/recovery/destruction', administrator, proof, async (req, res) => {
    const wave = await waveOf(req);
    await confirmDestruction(wave, auditContextOf(req, clock));
    flash(req, 'recovery:done.destroyed');
    res.redirect(303, wavePath(wave._id, wave.state === 'closed' ? 'count' : 'recovery'));
  });
  return router;
}
