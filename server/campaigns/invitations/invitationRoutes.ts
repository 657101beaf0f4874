/** Makes codes for offices. The response to the form is the only page that ever shows them, so it is no redirect and is not stored. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { AboveHeadcount } from '../../participation/inviteOffice.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { wavePath } from '../../waves/paths.ts';
import { treeRows } from '../../waves/present.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { codeRequestForm, codesForm } from './invitationForms.ts';
import { makeAllCodes, makeOfficeCodes, type OfficeCodes } from './makeCodes.ts';
import { presentCodes } from './presentCodes.ts';
import { decideCodeRequest, makeApprovedCodes, requestCodes } from './requestCodes.ts';

export function invitationRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);
  const show = (res: Response, wave: Wave, made: OfficeCodes[]) =>
    showCodes(res, wave, made, config.baseUrl ?? '');

  router.get('/waves/:id/invitations', administrator, async (req, res) => {
    await showInvitations(req, res, { wave: await waveOf(req) });
  });

  router.post('/waves/:id/invitations', administrator, proof, async (req, res) => {
    const wave = await waveOf(req);
    const body = { office: '', count: '', made: '', ...bodyOf(req) };
    if (body.office === 'all') return show(res, wave, await makeAllCodes(wave, auditContextOf(req, clock)));
    const form = readForm(codesForm, body);
    if (!form.ok) return showInvitations(req, res, { wave, values: body, errors: form.errors });
    try {
      await show(res, wave, await makeOfficeCodes(wave, form.value, auditContextOf(req, clock)));
    } catch (error) {
      if (!(error instanceof AboveHeadcount)) throw error;
      const errors = [{ field: 'count', message: 'campaigns:errors.aboveHeadcount', values: error.values }];
      await showInvitations(req, res, { wave, values: body, errors });
    }
  });

  router.post('/waves/:id/code-requests', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(codeRequestForm, { office: '', count: '', reason: '', ...bodyOf(req) });
    if (!form.ok) {
      const values = { request: bodyOf(req) };
      return showInvitations(req, res, { wave, values, errors: inRequest(form.errors) });
    }
    await requestCodes(wave, form.value, auditContextOf(req, clock));
    flash(req, 'campaigns:done.codesAsked');
    res.redirect(303, wavePath(wave._id, 'invitations'));
  });

  for (const [page, decision] of [
    ['approval', 'approved'],
    ['refusal', 'refused'],
  ] as const) {
    router.post(`/waves/:id/code-requests/:request/${page}`, administrator, proof, async (req, res) => {
      const wave = await waveOf(req);
      await decideCodeRequest(wave, String(req.params.request), decision, auditContextOf(req, clock));
      flash(req, `campaigns:done.codes.${decision}`);
      res.redirect(303, wavePath(wave._id, 'invitations'));
    });
  }

  router.post('/waves/:id/code-requests/:request/codes', administrator, proof, async (req, res) => {
    const wave = await waveOf(req);
    await show(
      res,
      wave,
      await makeApprovedCodes(wave, String(req.params.request), auditContextOf(req, clock)),
    );
  });
  return router;
}

const inRequest = (errors: FieldError[]) =>
  errors.map((error) => ({ ...error, field: `request-${error.field}` }));

interface InvitationsPage {
  wave: Wave;
  values?: Record<string, unknown>;
  errors?: FieldError[];
}

async function showInvitations(
  req: Request,
  res: Response,
  { wave, values = {}, errors = [] }: InvitationsPage,
): Promise<void> {
  const reader = readerOf(res);
  const { offices, total } = await listParticipation(wave);
  const figures = new Map(offices.map((one) => [one.code, one]));
  await showWavePage(res, 'campaigns/invitations/invitations', wave, {
    title: reader.t('invitations:invitations.title'),
    officeRows: treeRows(wave.offices, reader).map((row) => ({
      ...row,
      invited: figures.get(row.code)?.invited ?? 0,
    })),
    total,
    left: offices.reduce((sum, one) => sum + Math.max(0, (one.headcount ?? 0) - one.invited), 0),
    people: await displayNames(wave.codeRequests.map(({ askedBy }) => askedBy)),
    me: accountOf(req)._id,
    values,
    errors,
  });
}

/** The one page that shows codes. */
export async function showCodes(
  res: Response,
  wave: Wave,
  made: OfficeCodes[],
  baseUrl: string,
): Promise<void> {
  const reader = readerOf(res);
  await showWavePage(res, 'campaigns/invitations/codes', wave, {
    title: reader.t('invitations:codes.title'),
    script: 'desk.js',
    ...presentCodes(wave, made, baseUrl, reader),
  });
}
