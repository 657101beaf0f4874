/** What a kiosk's browser asks: its start page, becoming a kiosk, and the sign of life. No cookie, no session, no person. */
import { Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { BadRequest, NotFound } from '../http/errors.ts';
import { failureLimit } from '../http/failureLimit.ts';
import { translator } from '../i18n/translator.ts';
import { heartbeat, kioskFacts } from './heartbeat.ts';
import { redeemKioskLink } from './registerKiosk.ts';

const linkBody = z.object({ link: z.string().max(200) });
const tokenBody = z.object({ token: z.string().max(200) });
const failures = failureLimit('kiosk', 60, 600);

export function kioskDeviceRoutes({ clock }: Pick<AppContext, 'clock'>): Router {
  const router = Router();

  router.get('/kiosk', async (_req, res) => {
    const title = translator(res.locals.lang)('kiosks:start.title');
    res.set('Cache-Control', 'no-cache');
    await res.page('kiosks/start', { title, layout: 'answer', script: 'answerKioskStart.js' });
  });

  router.post('/kiosk/registration', async (req, res) => {
    const body = linkBody.safeParse(req.body);
    if (!body.success) throw new BadRequest();
    await failures.check(req);
    const now = clock.now();
    const { kiosk, token } = await redeemKioskLink(body.data.link, now).catch(async (error: unknown) => {
      await failures.failed(req);
      throw error;
    });
    res.set('Cache-Control', 'no-store').json({ token, ...(await kioskFacts(kiosk, now)) });
  });

  router.post('/kiosk/heartbeat', async (req, res) => {
    const body = tokenBody.safeParse(req.body);
    if (!body.success) throw new BadRequest();
    await failures.check(req);
    const facts = await heartbeat(body.data.token, clock.now()).catch(async (error: unknown) => {
      if (error instanceof NotFound) await failures.failed(req);
      throw error;
    });
    res.set('Cache-Control', 'no-store').json(facts);
  });

  return router;
}
