/** The administrator's pages of kiosks and reach. A kiosk's link is shown in the response that makes it and never again. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { qrPath } from '../http/qrCode.ts';
import { formatter } from '../i18n/format.ts';
import { translator } from '../i18n/translator.ts';
import { officeChoices } from '../offices/loadOffices.ts';
import { checkKioskLocation } from './checkKioskLocation.ts';
import { kioskForm } from './forms.ts';
import { kioskLink, kiosksPath } from './paths.ts';
import { pointRoutes } from './pointRoutes.ts';
import { presentKiosks } from './presentKiosks.ts';
import { presentReach } from './presentReach.ts';
import { createKiosk, getKiosk, makeKioskLink, revokeKiosk } from './registerKiosk.ts';

export function kioskRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/kiosks', administrator, async (_req, res) => {
    const title = translator(res.locals.lang)('kiosks:index.title');
    await res.page('kiosks/index', { title, kiosks: await presentKiosks(res.locals.lang, clock.now()) });
  });

  const showForm = async (res: Response, values: Record<string, unknown>, errors: FieldError[]) => {
    const title = translator(res.locals.lang)('kiosks:new.title');
    const offices = await officeChoices(res.locals.lang);
    await res.page('kiosks/new', { title, status: errors.length ? 422 : 200, values, errors, offices });
  };

  const showLink = async (req: Request, res: Response, id: string) => {
    const { link, until } = await makeKioskLink(id, auditContextOf(req, clock));
    const address = kioskLink(config.baseUrl ?? '', link);
    await res.page('kiosks/link', {
      title: translator(res.locals.lang)('kiosks:link.title'),
      kiosk: await getKiosk(id),
      address,
      qr: qrPath(address),
      until: formatter(res.locals.lang).dateTime(until),
    });
  };

  router.get('/kiosks/new', administrator, (_req, res) => showForm(res, {}, []));

  router.post('/kiosks', administrator, async (req, res) => {
    const form = readForm(kioskForm, req.body);
    const errors = form.ok ? await checkKioskLocation(form.value) : form.errors;
    if (!form.ok || errors.length) return showForm(res, req.body ?? {}, errors);
    await showLink(req, res, await createKiosk(form.value, auditContextOf(req, clock)));
  });

  router.get('/kiosks/reach', administrator, async (_req, res) => {
    const title = translator(res.locals.lang)('kiosks:reach.title');
    await res.page('kiosks/reach', { title, ...(await presentReach(res.locals.lang, clock.now())) });
  });

  router.use(pointRoutes(context));

  router.post('/kiosks/:id/link', administrator, (req, res) => showLink(req, res, String(req.params.id)));

  router.post('/kiosks/:id/revocation', administrator, async (req, res) => {
    await revokeKiosk(String(req.params.id), auditContextOf(req, clock));
    flash(req, 'kiosks:index.revoked');
    res.redirect(303, kiosksPath);
  });

  return router;
}
