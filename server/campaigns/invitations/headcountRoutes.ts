/** Corrections of headcounts of a running wave, with the list of those made so far. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { codeOrNone } from '../../http/formFields.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { wavePath } from '../../waves/paths.ts';
import { treeRows } from '../../waves/present.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { correctWaveHeadcount, decideHeadcount } from './correctWaveHeadcount.ts';
import { headcountForm } from './invitationForms.ts';

/** What the list of offices asks for, to be sent off with its reason. */
const askedFor = z.object({ office: codeOrNone(), headcount: z.string().max(20).catch('') });

export function headcountRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);

  router.get('/waves/:id/headcounts', administrator, async (req, res) => {
    await showHeadcounts(req, res, await waveOf(req), askedFor.parse(req.query), []);
  });

  router.post('/waves/:id/headcounts', administrator, proof, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(headcountForm, { office: '', headcount: '', note: '', ...bodyOf(req) });
    if (!form.ok) return showHeadcounts(req, res, wave, bodyOf(req), form.errors);
    const decision = await correctWaveHeadcount(wave, form.value, auditContextOf(req, clock));
    flash(req, decision === 'applied' ? 'campaigns:done.corrected' : 'campaigns:done.headcountAsked');
    res.redirect(303, wavePath(wave._id, 'headcounts'));
  });

  for (const [page, decision] of [
    ['approval', 'applied'],
    ['refusal', 'refused'],
  ] as const) {
    router.post(`/waves/:id/headcounts/:correction/${page}`, administrator, proof, async (req, res) => {
      const wave = await waveOf(req);
      await decideHeadcount(wave, String(req.params.correction), decision, auditContextOf(req, clock));
      flash(req, `campaigns:done.headcount.${decision}`);
      res.redirect(303, wavePath(wave._id, 'headcounts'));
    });
  }
  return router;
}

async function showHeadcounts(
  req: Request,
  res: Response,
  wave: Wave,
  values: Record<string, unknown>,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  await showWavePage(res, 'campaigns/invitations/headcounts', wave, {
    title: reader.t('invitations:headcounts.title'),
    tree: treeRows(wave.offices, reader),
    people: await displayNames(
      wave.headcountCorrections.flatMap(({ by, decidedBy }) => (decidedBy ? [by, decidedBy] : [by])),
    ),
    me: accountOf(req)._id,
    values,
    errors,
  });
}
