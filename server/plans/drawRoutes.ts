/** Starting by lot, for whoever reads the results of the whole province; and the page on which the next wave says whether plans helped. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { requireReportAccess } from '../reportPages/reportAccess.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { stateIn } from '../waves/waveState.ts';
import { refusalOf } from './beginRoutes.ts';
import { drawStart, eligibleOffices } from './drawStart.ts';
import { findEffects } from './findEffects.ts';
import { drawForm, drawSubject } from './forms.ts';
import { freezePlans } from './freezePlans.ts';
import { instrumentOf } from './knownScore.ts';
import { drawPath } from './paths.ts';
import { drawId, PlanDrawModel } from './planDraw.ts';
import { presentDraw, presentNewDraw } from './presentDraw.ts';
import { presentEffects } from './presentEffects.ts';

export function drawRoutes({ clock }: AppContext): Router {
  const router = Router();
  const readers = requireRole('manager', 'analyst');
  /** @throws Forbidden for whoever reads single offices */
  const wholeWave = async (req: Request, id: unknown) => {
    const wave = await getCountedWave(id);
    requireReportAccess(req, wave, rootOffice(wave), isoDayOf(clock.now()));
    return wave;
  };

  router.get('/plans/draws/new', requireRole('manager'), async (req, res) => {
    const { wave, dimension } = drawSubject.parse(req.query);
    const found = await wholeWave(req, wave || (await newestWave()));
    await renderNew(res, found, dimension || (found.instruments[0]?.dimensions[0]?.id ?? ''), null, []);
  });

  router.post('/plans/draws', requireRole('manager'), async (req, res) => {
    const subject = drawSubject.parse(req.body ?? {});
    const wave = await wholeWave(req, subject.wave);
    const instrument = instrumentOf(wave, subject.dimension);
    const form = readForm(drawForm, { ...req.body, offices: [req.body?.offices ?? []].flat() });
    if (!instrument || !form.ok)
      return renderNew(res, wave, subject.dimension, req.body, form.ok ? [wrong('dimension')] : form.errors);
    await freezePlans(clock.now());
    const { offices } = await eligibleOffices(wave, instrument, subject.dimension);
    const eligible = new Set(offices.map(({ code }) => code));
    const chosen = form.value.offices.filter((code) => eligible.has(code));
    if (form.value.count >= chosen.length)
      return renderNew(res, wave, subject.dimension, req.body, [wrong('count')]);
    const asked = { instrument: instrument.id, dimension: subject.dimension, offices: chosen };
    const refusal = await refusalOf(async () => {
      await requireNotFollowed(wave);
      await drawStart(wave, { ...asked, count: form.value.count }, auditContextOf(req, clock));
    });
    if (refusal) return renderNew(res, wave, subject.dimension, req.body, [{ field: '', message: refusal }]);
    flash(req, 'plans:done.drawn');
    res.redirect(303, drawPath(wave._id, subject.dimension));
  });

  router.get('/plans/draws/:wave/:dimension', readers, async (req, res) => {
    const wave = await wholeWave(req, req.params.wave);
    const draw = await PlanDrawModel.findById(drawId(wave._id, String(req.params.dimension))).lean();
    if (!draw) throw new NotFound();
    const reader = readerOf(res);
    await res.page('plans/draw', {
      title: reader.t('plans:draw.title'),
      draw: presentDraw(draw, wave, reader),
    });
  });

  router.get('/plans/effects/:wave', readers, async (req, res) => {
    const wave = await wholeWave(req, req.params.wave);
    await freezePlans(clock.now());
    const effects = await findEffects(wave);
    if (!effects) throw new NotFound('plans:effects.none');
    const reader = readerOf(res);
    await res.page('plans/effects', {
      title: reader.t('plans:effects.title'),
      effects: presentEffects(effects, reader),
    });
  });
  return router;
}

const wrong = (field: 'dimension' | 'count'): FieldError => ({ field, message: `plans:errors.${field}` });

/** @throws Conflict once the wave after it has opened: a draw would come too late */
async function requireNotFollowed(wave: Wave): Promise<void> {
  const next = await WaveModel.findOne(
    { previous: wave._id, ...stateIn(['open', 'closed', 'counted', 'released']) },
    { _id: 1 },
  ).lean();
  if (next) throw new Conflict('plans:errors.drawLate');
}

async function newestWave(): Promise<string> {
  const wave = await WaveModel.findOne({ state: 'released' }, { _id: 1 }).sort({ closesAt: -1 }).lean();
  if (!wave) throw new NotFound('plans:draw.noWave');
  return wave._id;
}

async function renderNew(
  res: Response,
  wave: Wave,
  dimension: string,
  typed: { offices?: string | string[]; count?: string } | null,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  const instrument = instrumentOf(wave, dimension);
  const eligible = instrument
    ? await eligibleOffices(wave, instrument, dimension)
    : { offices: [], scores: null };
  const draw = presentNewDraw(wave, dimension, eligible, reader);
  await res.page('plans/newDraw', {
    title: reader.t('plans:draw.newTitle'),
    status: errors.length > 0 ? 422 : 200,
    wave: { id: wave._id, title: wave.title },
    draw,
    chosen: typed ? [typed.offices ?? []].flat() : draw.offices.map(({ value }) => value),
    count: typed?.count ?? reader.f.number(draw.half),
    errors,
  });
}
