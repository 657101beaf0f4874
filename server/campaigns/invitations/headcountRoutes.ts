/** Correcting headcounts of a running wave, with the list of corrections made so far. */
import type { Response, Router } from 'express';
import { displayNames } from '../../accounts/displayNames.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { wavePath } from '../../waves/paths.ts';
import { treeRows } from '../../waves/present.ts';
import { auditContextOf, bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { headcountForm } from '../forms.ts';
import { correctWaveHeadcount } from './correctWaveHeadcount.ts';

export function addHeadcountRoutes(router: Router, { clock }: AppContext): void {
  const administrator = requireRole('administrator');

  router.get('/waves/:id/headcounts', administrator, async (req, res) => {
    await showHeadcounts(res, await waveOf(req), {}, []);
  });

  router.post('/waves/:id/headcounts', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(headcountForm, { office: '', headcount: '', note: '', ...bodyOf(req) });
    if (!form.ok) return showHeadcounts(res, wave, bodyOf(req), form.errors);
    await correctWaveHeadcount(wave, form.value, auditContextOf(req, clock));
    flash(req, 'campaigns:done.corrected');
    res.redirect(303, wavePath(wave._id, 'headcounts'));
  });
}

async function showHeadcounts(
  res: Response,
  wave: Wave,
  values: Record<string, unknown>,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  await showWavePage(res, 'campaigns/invitations/headcounts', wave, {
    title: reader.t('invitations:headcounts.title'),
    tree: treeRows(wave.offices, reader),
    people: await displayNames(wave.headcountCorrections.map(({ by }) => by)),
    values,
    errors,
  });
}
