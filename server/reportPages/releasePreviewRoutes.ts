/** The administrator's look at what an audience will read, before the release to it; every opening is in the audit trail. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { officeName } from '../offices/officeName.ts';
import { scopes } from '../reports/scope.ts';
import { audiences } from '../waves/audience.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { wavePath } from '../waves/paths.ts';
import { emphasised } from '../waves/promiseWording.ts';
import { showWavePage } from '../waves/showWavePage.ts';
import type { Wave } from '../waves/wave.ts';
import { presentSample, previewedAudiences, previewedReport, usualSample } from './releasePreview.ts';
import { promiseShown } from './reportPage.ts';

const codes = z.union([z.string(), z.array(z.string())]).catch([]);
const scope = z.enum(scopes).optional().catch(undefined);

export function releasePreviewRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const noteOpened = (req: Request, wave: Wave, offices: readonly string[], audience: string) =>
    Promise.all(
      offices.map((officeOrUnit) =>
        audit({
          at: clock.now(),
          actor: accountOf(req)._id,
          action: 'wave.previewRelease',
          subject: { kind: 'wave', id: wave._id, officeOrUnit },
          detail: { audience },
        }),
      ),
    );

  router.get('/waves/:id/release/preview/:audience', administrator, async (req, res) => {
    const { wave, audience, base } = await previewedOf(req);
    const reader = readerOf(res);
    const known = new Set(wave.offices.map(({ code }) => code));
    const asked = [codes.parse(req.query.office)].flat().filter((code) => known.has(code));
    const chosen = [...new Set([...asked, ...(await usualSample(wave))])].slice(0, 3);
    await noteOpened(req, wave, chosen, audience);
    const choices = wave.offices
      .map((office) => ({ value: office.code, label: officeName(office, reader.lang) }))
      .sort((a, b) => reader.f.compare(a.label, b.label));
    await showWavePage(res, 'reportPages/releasePreview', wave, {
      title: reader.t('release:preview.title', { audience: reader.t(`waves:audience.${audience}`) }),
      audience,
      others: previewedAudiences(wave).map((one) => ({
        href: wavePath(wave._id, `release/preview/${one}`),
        label: reader.t(`waves:audience.${one}`),
        current: one === audience,
      })),
      choices,
      chosen,
      sample: await presentSample(wave, audience, chosen, base, reader),
    });
  });

  router.get('/waves/:id/release/preview/:audience/:office', administrator, async (req, res) => {
    const { wave, audience, base } = await previewedOf(req);
    const reader = readerOf(res);
    const office = String(req.params.office);
    const asked = { office, scope: scope.parse(req.query.scope), base };
    const page = await previewedReport(wave, audience, asked, reader);
    if (!page) throw new NotFound();
    await noteOpened(req, wave, [office], audience);
    const lead = reader.t('release:preview.strip', { audience: reader.t(`waves:audience.${audience}`) });
    const promise = promiseShown(wave, reader.lang);
    const asRead = { lead, isBrief: audience !== 'managers', promise, emphasised };
    await res.page('reportPages/show', { layout: 'desk', ...page, ...asRead });
  });
  return router;
}

/** @throws NotFound before the count, and for an audience that was not declared or reads the results already */
async function previewedOf(req: Request) {
  const wave = await getCountedWave(req.params.id);
  const audience = audiences.find((one) => one === req.params.audience);
  if (!audience || !previewedAudiences(wave).includes(audience)) throw new NotFound();
  return { wave, audience, base: wavePath(wave._id, `release/preview/${audience}`) };
}
